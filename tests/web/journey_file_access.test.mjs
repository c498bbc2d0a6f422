// Somebody asks to see the file: it is answered in time, as one PDF and as data, with what is withheld marked.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {daysAgo, fill, logIn, openCase, record, startWorkplace, words} from './workplace.mjs';
import {download, pdfThatSays, png, readPdf, upload} from './papers.mjs';
import {Client} from './record_client.mjs';

let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

const say = {da: {...words.da, documents: 'dokumenter', access: 'aktindsigt', note: 'note', answer: 'Gem svaret og sagen', given: /^Sagen, som den blev givet/,
                  pdf: 'Hele sagen som én PDF', json: 'Hele sagen som data (JSON)', letter: 'Vis brevet først', withhold: 'Hold noget tilbage'},
             en: {...words.en, documents: 'documents', access: 'file-access', note: 'note', answer: 'Save the answer and the file', given: /^The case as it was given/,
                  pdf: 'The whole case as one PDF', json: 'The whole case as data (JSON)', letter: 'Show the letter first', withhold: 'Withhold something'}};

for (const {id, language, javaScriptEnabled} of [{id: 'thisted', language: 'da', javaScriptEnabled: true},
                                                  {id: 'mariagerfjord', language: 'en', javaScriptEnabled: false}]) {
    test(`${id}: the file is given within the time, and what is withheld is marked`, async (t) => {
        const server = await startWorkplace(id), s = say[language];
        t.after(() => server.close());
        const {page, complaints, context} = await openPage(chromium.browser, server.address, {javaScriptEnabled});
        t.after(() => context.close());
        const look = async (name) => {
            if (javaScriptEnabled) await checkAccessibility(page, name);
            await takePictures(page, `access-${id}-${name}`);
        };
        await logIn(page, server, s);
        const path = await openCase(page, s, 'Per Opdigtet', {on: daysAgo(9)});
        for (const [title, name, bytes] of [['Statement', 'statement.pdf', pdfThatSays('He wants to stop')],
                                            ['Photo', 'photo.png', png()],
                                            ['From a neighbour', 'neighbour.txt', Buffer.from('The neighbour is Mr Secret')]]) {
            await page.goto(`${path}/${s.documents}`);
            await upload(page, name, 'application/octet-stream', bytes);
            await fill(page, 'title', title);
            await page.locator('main form button').last().click();
            await page.locator('#saved').waitFor();
        }
        await record(page, s, path, 'file_access_requested', {on: daysAgo(2)});
        await page.goto(`${path}/${s.access}`);
        await look('asked');
        // Withheld with a reason: the text of the neighbour.
        await page.locator('#withhold > summary').click();
        const field = page.getByLabel(/^From a neighbour/);
        await field.fill('Forvaltningsloven § 15 b: the name of somebody else');
        await page.getByRole('button', {name: s.answer}).click();
        await page.locator('.error-summary').waitFor();  // the file is not said to be up to date
        assert.match(await page.getByLabel(/^From a neighbour/).inputValue(), /§ 15 b/);
        await page.getByRole('button', {name: s.letter}).click();
        await page.locator('#letter').waitFor();
        assert.doesNotMatch(await page.locator('#letter').innerText(), /neighbour is/);
        await look('letter');
        await page.locator('main [name=journal]').check();
        await page.getByRole('button', {name: s.answer}).click();
        const link = page.getByRole('link', {name: s.given});
        await link.waitFor();
        await look('answered');
        const given = readPdf((await download(page, link)).bytes);
        const text = given.text.replace(/\s+/g, ' ');
        for (const words of ['Per Opdigtet', 'He wants to stop', 'Forvaltningsloven § 15 b']) assert.match(text, new RegExp(words));
        for (const secret of ['Mr Secret', 'From a neighbour']) assert.doesNotMatch(text, new RegExp(secret));
        assert.ok(given.pages >= 3, 'the paper, the statement and the photo');

        const whole = JSON.parse((await download(page, page.getByRole('link', {name: s.json}))).bytes);
        assert.equal(whole.format, 'fjorten case copy 1');
        assert.equal(whole.person.name, 'Per Opdigtet');
        assert.deepEqual(whole.withheld, []);
        assert.ok(whole.entries.some(({document}) => document?.text === 'The neighbour is Mr Secret'));
        assert.ok(whole.entries.some(({document}) => document?.letter?.title));
        assert.equal(whole.evaluation.clocks.find(({id: clock}) => clock === 'law.file_access').state, 'met');

        const client = new Client(server.address);
        await client.logIn(server.name, server.password);
        const number = path.split('/').pop();
        const copy = await client.get(`cases/${number}/copy`);
        assert.deepEqual(copy.body.entries, whole.entries);
        const pdf = await fetch(new URL(`/api/v1/cases/${number}/copy/pdf`, server.address), {headers: {authorization: `Bearer ${client.token}`}});
        assert.match(readPdf(Buffer.from(await pdf.arrayBuffer())).text, /Mr Secret/);
        assert.deepEqual(complaints, []);
    });
}
