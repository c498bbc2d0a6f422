// Documents put into a case and taken out again; what is no document is refused; nobody else reads them.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {daysAgo, fill, logIn, openCase, startWorkplace, words} from './workplace.mjs';
import {download, pdfThatSays, png, upload} from './papers.mjs';

let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

async function atWork(t, municipality, options = {}) {
    const server = await startWorkplace(municipality);
    t.after(() => server.close());
    const {page, complaints, context} = await openPage(chromium.browser, server.address, options);
    t.after(() => context.close());
    return {server, page, complaints, context};
}

for (const {id, language, javaScriptEnabled} of [{id: 'randers', language: 'da', javaScriptEnabled: true},
                                                  {id: 'rebild', language: 'en', javaScriptEnabled: false}]) {
    test(`${id}: a letter that came in is filed, found and fetched as it was`, async (t) => {
        const say = words[language], {server, page, complaints} = await atWork(t, id, {javaScriptEnabled});
        await logIn(page, server, say);
        const path = await openCase(page, say, 'Bo Opdigtet');
        const list = `${path}/${language === 'da' ? 'dokumenter' : 'documents'}`;
        await page.goto(list);
        if (javaScriptEnabled) await checkAccessibility(page, 'documents');
        // Something is missing: what was typed is there again, the file has to be chosen anew.
        await fill(page, 'title', 'Udtalelse fra Lægehuset');
        await page.locator('main form [type=submit], main form button').last().click();
        await page.locator('.error-summary, .form-error').first().waitFor();
        assert.equal(await page.locator('main [name=title]').inputValue(), 'Udtalelse fra Lægehuset');
        await takePictures(page, `documents-${id}-missing`);
        await upload(page, 'C:\\breve\\udtalelse æøå.pdf', 'application/pdf', pdfThatSays('Hello'));
        await fill(page, 'dated', daysAgo(3));
        await fill(page, 'correspondent', 'Lægehuset i Opdigtby');
        await page.locator('main form button').last().click();
        await page.locator('#saved').waitFor();
        await takePictures(page, `documents-${id}-case`);
        await page.goto(list);
        await takePictures(page, `documents-${id}`);
        const {name, bytes} = await download(page, page.getByRole('link', {name: /^Udtalelse fra Lægehuset/}));
        assert.equal(name, 'udtalelse æøå.pdf');
        assert.deepEqual(bytes, pdfThatSays('Hello'));
        assert.deepEqual(complaints, []);
    });
}

test('what is no document is refused, and nobody who is not logged in may send much', async (t) => {
    const {server, page, context} = await atWork(t, 'randers');
    await logIn(page, server);
    const path = await openCase(page, words.da, 'Kim Opdigtet');
    const list = `${path}/dokumenter`;
    await page.goto(list);
    const refused = [['regning.pdf', 'application/pdf', Buffer.from('MZ\x90\x00\x03', 'latin1')],
                     ['side.html', 'text/html', Buffer.from('<script>alert(1)</script>\x00')],
                     ['halv.pdf', 'application/pdf', Buffer.from('%PDF-1.7 and then nothing')],
                     ['tom.txt', 'text/plain', Buffer.alloc(0)],
                     ['arkiv.zip', 'application/zip', Buffer.from('PK\x03\x04')]];
    for (const [name, type, bytes] of refused) {
        await upload(page, name, type, bytes);
        await fill(page, 'title', name);
        await page.locator('main form button').last().click();
        await page.locator('.error-summary').waitFor();
        assert.equal(await page.locator('main [name=title]').inputValue(), name, 'the title is kept');
    }
    // A page in disguise is kept as text and never shown as a page.
    await upload(page, 'note.html', 'text/html', Buffer.from('<script>alert(1)</script>'));
    await fill(page, 'title', 'Note');
    await page.locator('main form button').last().click();
    await page.locator('#saved').waitFor();
    await page.goto(list);
    const href = await page.getByRole('link', {name: /^Note/}).getAttribute('href');
    const cookie = (await context.cookies()).map(({name, value}) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(href, server.address), {headers: {cookie}});
    assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.match(answer.headers.get('content-disposition'), /^attachment; filename="note\.html\.txt"/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.match(answer.headers.get('content-security-policy'), /default-src 'none'/);

    // Too large; large without being logged in; a form that is none; somebody else's page.
    const large = Buffer.alloc(12 * 1024 * 1024, 0x20);
    const send = (body, headers) => fetch(new URL(list, server.address), {method: 'POST', body, headers, redirect: 'manual'})
        .then(({status}) => status, () => 'cut off');
    const form = {'content-type': 'multipart/form-data; boundary=x'};
    assert.ok([413, 'cut off'].includes(await send(large, {...form, cookie})));
    assert.ok([413, 'cut off'].includes(await send(large.subarray(0, 300 * 1024), form)));
    assert.equal(await send('--x\r\nbroken', {...form, cookie}), 400);
    assert.equal(await send('--x\r\nContent-Disposition: form-data; name="title"\r\n\r\na\r\n--x--\r\n', {...form, cookie}), 403);
    assert.equal((await fetch(new URL(href, server.address), {redirect: 'manual'})).status, 303, 'to the log-in page');
    assert.equal((await fetch(new URL(`${path}/dokument/99`, server.address), {headers: {cookie}})).status, 404);
    assert.equal((await fetch(new URL(`${path}/dokument/1`, server.address), {headers: {cookie}})).status, 404);
});

test('the same over the interface for programs', async (t) => {
    const {server} = await atWork(t, 'randers');
    const {Client} = await import('./record_client.mjs');
    const client = new Client(server.address);
    await client.logIn(server.name, server.password);
    const opened = await client.openCase('Lis Opdigtet', []);
    const id = opened.body.case;
    const file = (bytes, type, query, headers = {}) => fetch(new URL(`/api/v1/cases/${id}/documents?${query}`, server.address), {
        method: 'POST', body: bytes,
        headers: {'content-type': type, authorization: `Bearer ${client.token}`, 'idempotency-key': 'a-key-of-its-own',
                  'if-match': `"${opened.body.version}"`, ...headers}});
    const query = new URLSearchParams({title: 'Foto', direction: 'in', summary: 'Et billede'});
    const [first, again] = [await file(png(), 'image/png', query), await file(png(), 'image/png', query)];
    assert.equal(first.status, 200);
    const {version} = await first.json();
    assert.equal((await again.json()).is_repeated, true);
    const seen = await client.get(`cases/${id}`);
    const entry = seen.body.entries.find((one) => one.version === version);
    assert.equal(entry.document.media_type, 'image/png');
    assert.equal(entry.document.title, 'Foto');
    const back = await fetch(new URL(`/api/v1/cases/${id}/documents/${version}`, server.address),
                             {headers: {authorization: `Bearer ${client.token}`}});
    assert.deepEqual(Buffer.from(await back.arrayBuffer()), png());
    assert.equal(back.headers.get('x-content-type-options'), 'nosniff');
    const wrong = await file(Buffer.from('GIF89a\x01'), 'image/gif', query, {'idempotency-key': 'another-key', 'if-match': `"${version}"`});
    assert.equal(wrong.status, 422);
    assert.equal((await wrong.json()).errors[0].code, 'record_document_kind');
    const untitled = await file(png(), 'image/png', 'title=', {'idempotency-key': 'third-key', 'if-match': `"${version}"`});
    assert.equal((await untitled.json()).errors[0].code, 'record_no_title');
});
