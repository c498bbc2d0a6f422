// A certificate of a deadline, got and checked; a letter to whoever is late; where to turn.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {checkAccessibility, openBrowser, openPage, sizes, takePictures} from './browser.mjs';
import {startServer} from './server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'fjorten-certificate-'));
let server, chromium;
before(async () => {
    server = await startServer('--data', join(folder, 'data'));
    chromium = await openBrowser();
});
after(async () => {
    await chromium?.close();
    assert.deepEqual(await server?.stop(), {code: 0, signal: null});
    rmSync(folder, {recursive: true, force: true});
});

const languages = {
    da: {start: '/', page: '/bevis', yes: 'Ja', get: 'Hent beviset (PDF)', letter: 'Hent brevet (PDF)', check: 'Se, om det holder',
        holds: 'Beviset holder', changed: 'Beviset er ændret', none: 'Det er ikke et bevis', code: 'Koden', due: 'mandag den 16. marts 2026', turn: 'Hvor henvender man sig?'},
    en: {start: '/en/', page: '/en/certificate', yes: 'Yes', get: 'Get the certificate (PDF)', letter: 'Get the letter (PDF)',
        check: 'See whether it holds', holds: 'The certificate holds', changed: 'The certificate has been changed', none: 'That is not a certificate', code: 'The code',
        due: 'Monday 16 March 2026', turn: 'Where to turn?'},
};

async function fetched(page, name, go) {
    const form = page.locator('form').filter({has: page.getByRole('button', {name})});
    const fields = await form.locator('input, select').evaluateAll((all) => all.map(({name: field, value}) => [field, value]));
    const answer = await page.request.post(await form.getAttribute('action'), {
        headers: {'content-type': 'application/x-www-form-urlencoded'},
        data: new URLSearchParams([...fields, ['go', go]]).toString(),
    });
    assert.equal(answer.headers()['content-type'], 'application/pdf');
    return answer.body();
}

const verify = (...options) => spawnSync(process.env.FJORTEN_BINARY ?? 'build/release/fjorten', ['certificate', 'verify', ...options]).status;

// Pairwise over language, script and width.
for (const [language, javaScriptEnabled, viewport] of [['da', false, sizes.phone], ['da', true, sizes.desktop],
    ['en', true, sizes.phone], ['en', false, sizes.desktop]]) {
    const say = languages[language];
    test(`a certificate holds until a character is changed: ${language}, ${javaScriptEnabled ? 'with' : 'without'} scripts, ${viewport.width} px`, async () => {
        const {page, complaints, context} = await openPage(chromium.browser, server.address, {javaScriptEnabled, viewport});
        await page.goto(say.start);
        await page.locator('select[name=municipality]').selectOption({label: 'Rebild'});
        await page.locator('[name="e0.on"]').fill('2-3-2026');
        await page.getByRole('radio', {name: say.yes}).check({force: true});
        await page.locator('form.panel button').click();
        await page.getByRole('heading', {name: say.turn}).waitFor();
        if (javaScriptEnabled) await checkAccessibility(page, 'the answer');
        await takePictures(page, `public-answer-${language}`);
        const unconfirmed = language === 'da' ? /40 22 84 56\. .*bekræftet/ : /40 22 84 56\. .*confirmed/;
        assert.match(await page.locator('section').filter({has: page.getByRole('heading', {name: say.turn})}).innerText(), unconfirmed);

        const letter = await fetched(page, say.letter, 'late.pdf');
        assert.equal(letter.subarray(0, 5).toString(), '%PDF-');
        const pdf = await fetched(page, say.get, 'certificate');
        const payload = pdf.toString('latin1').match(/%(FJORTEN1\.[\w-]+)\n/)[1];

        await page.goto(say.page);
        await page.getByLabel(say.code, {exact: true}).fill(payload);
        await page.getByRole('button', {name: say.check}).click();
        await page.getByRole('heading', {name: say.holds}).waitFor();
        assert.match(await page.locator('main').innerText(), new RegExp(say.due));
        if (javaScriptEnabled) await checkAccessibility(page, 'a certificate that holds');
        await takePictures(page, `public-certificate-${language}`);
        const changed = payload.slice(0, 300) + (payload[300] === 'A' ? 'B' : 'A') + payload.slice(301);
        await page.getByLabel(say.code, {exact: true}).fill(changed);
        await page.getByRole('button', {name: say.check}).click();
        await page.getByRole('heading', {name: say.changed}).waitFor();
        assert.equal(await page.getByLabel(say.code, {exact: true}).inputValue(), changed);
        assert.deepEqual(complaints, []);

        // The file itself.
        const upload = async (bytes, heading) => {
            await page.goto(say.page);
            await page.locator('input[type=file]').setInputFiles({name: 'bevis.pdf', mimeType: 'application/pdf', buffer: bytes});
            await page.getByRole('button', {name: say.check}).click();
            await page.getByRole('heading', {name: heading}).waitFor();
        };
        await upload(pdf, say.holds);
        const broken = Buffer.from(pdf);
        broken[Math.floor(pdf.length / 2)] ^= 1;
        await upload(broken, say.changed);
        await upload(letter, say.none);

        // Without the server.
        const key = await (await page.request.get(`${say.page}/key.txt`)).text();
        const [file, keyFile] = ['bevis.pdf', 'key.txt'].map((name) => join(folder, name));
        writeFileSync(file, pdf);
        writeFileSync(keyFile, key);
        assert.equal(verify(file, '--key', keyFile), 0);
        assert.equal(verify(payload, '--key', key.trim()), 0);
        assert.equal(verify(payload, '--key', '0'.repeat(64)), 1);
        assert.equal(verify(changed), 1);
        for (const at of [20, Math.floor(pdf.length / 2), pdf.length - 5]) {
            const other = Buffer.from(pdf);
            other[at] ^= 1;
            writeFileSync(file, other);
            assert.notEqual(verify(file), 0, `byte ${at}`);
        }
        writeFileSync(file, letter);
        assert.equal(verify(file), 2);
        await context.close();
    });
}
