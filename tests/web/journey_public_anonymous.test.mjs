// Somebody writes without a name, staff answers and proposes a time, the writer comes back with the code and agrees. And
// what is left of it: in neither the folder nor the output of the server stands what was written, the code, or from where.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {checkAccessibility, openBrowser, openPage, sizes, takePictures} from './browser.mjs';
import {startServer} from './server.mjs';
import {logIn, words} from './workplace.mjs';

const folder = mkdtempSync(join(tmpdir(), 'fjorten-anonymous-'));
const data = join(folder, 'data');
let server, chromium;
before(async () => {
    const started = await startServer('--data', data, '--municipality', 'randers');
    const account = started.said().match(/^ {2}(\S+) {2}(\S+) {2}\(/m);
    server = {...started, name: account[1], password: account[2]};
    chromium = await openBrowser();
});
after(async () => {
    await chromium?.close();
    assert.deepEqual(await server?.stop(), {code: 0, signal: null});
    rmSync(folder, {recursive: true, force: true});
});

const languages = {
    da: {page: '/skriv-uden-navn', send: 'Send', read: 'Læs mine beskeder', meeting: 'Et møde', yes: 'Ja, det passer',
        list: '/arbejde/henvendelser', waiting: 'Venter på svar', agreed: 'Borgeren siger ja til tiden.', sendAnswer: 'Send svaret',
        close: 'Færdig: luk henvendelsen', none: 'Der er ingen beskeder med den kode', nearest: /Mener du »/, few: 'Du har skrevet færre',
        closed: 'Kommunen har svaret og er færdig', written: 'Det er sendt', meanwhile: 'Der er kommet en ny besked, mens du skrev',
        mistake: 'Skriv, hvad du vil sige eller spørge om.', long: 'Teksten er for lang'},
    en: {page: '/en/write-without-a-name', send: 'Send', read: 'Read my messages', meeting: 'A meeting', yes: 'Yes, it does',
        list: '/en/work/messages', waiting: 'Waits for an answer', agreed: 'The citizen says yes to the time.', sendAnswer: 'Send the answer',
        close: 'Done: close it', none: 'There are no messages with that code', nearest: /Do you mean "/, few: 'You have typed fewer',
        closed: 'The municipality has answered and is done', written: 'It has been sent', meanwhile: 'Another message came while you typed',
        mistake: 'Write what you want to say or ask.', long: 'The text is too long'},
};

function everyByteKept() {
    return readdirSync(data, {recursive: true}).map((name) => join(data, name)).filter((path) => existsSync(path) && statSync(path).isFile())
        .map((path) => readFileSync(path).toString('latin1')).join('\n');
}

for (const [language, javaScriptEnabled, viewport] of [['da', true, sizes.phone], ['en', false, sizes.desktop]]) {
    const say = languages[language];
    test(`written, answered and agreed without a name: ${language}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
        const citizen = await openPage(chromium.browser, server.address, {javaScriptEnabled, viewport});
        const staff = await openPage(chromium.browser, server.address, {javaScriptEnabled, viewport});
        const {page} = citizen, desk = staff.page;
        const secret = `Hemmeligt-${language}-Xyzzy`, reach = `7788-${language}`;

        await page.goto(say.page);
        if (javaScriptEnabled) await checkAccessibility(page, 'the form');
        await takePictures(page, `public-anonymous-${language}`);
        const begin = page.locator('main form').filter({has: page.locator('[name=wish]').first()});
        await begin.getByRole('button', {name: say.send, exact: true}).click();
        await page.getByText(say.mistake).first().waitFor();
        await begin.getByRole('radio', {name: say.meeting}).check({force: true});
        await begin.locator('[name=text]').fill('x'.repeat(4001));
        await begin.getByRole('button', {name: say.send, exact: true}).click();
        await page.getByText(say.long).first().waitFor();
        if (javaScriptEnabled) await checkAccessibility(page, 'a form with a mistake');
        assert.ok(await begin.getByRole('radio', {name: say.meeting}).isChecked());
        await begin.locator('[name=text]').fill(`${secret}\nog en linje til`);
        await begin.locator('[name=reach]').fill(reach);
        await begin.getByRole('button', {name: say.send, exact: true}).click();
        const code = (await page.locator('.return-code').innerText()).trim();
        assert.match(code, /^[a-z]+( [a-z]+){5}$/);
        if (javaScriptEnabled) await checkAccessibility(page, 'the code');
        await takePictures(page, `public-anonymous-code-${language}`);
        assert.doesNotMatch(page.url(), /[?#]/);

        // Coming back: what is wrong with a code is said, and typing it sloppily does no harm.
        const comeBack = async (typed) => {
            await page.goto(say.page);
            await page.locator('main [name=code]').first().fill(typed);
            await page.getByRole('button', {name: say.read}).click();
        };
        await comeBack('abe abe');
        await page.getByText(say.few).first().waitFor();
        await comeBack(`${code.split(' ').slice(0, 5).join(' ')} havnn`);
        await page.getByText(say.nearest).first().waitFor();
        await comeBack('abe havn bil sol kat tog');
        await page.getByText(say.none).first().waitFor();
        await comeBack(` ${code.toUpperCase().replaceAll(' ', ' - ')}. `);
        await page.getByText(secret).waitFor();

        // Staff.
        await logIn(desk, server, words[language]);
        await desk.goto(say.list);
        if (javaScriptEnabled) await checkAccessibility(desk, 'the list');
        await takePictures(desk, `public-anonymous-list-${language}`);
        await desk.getByRole('row').filter({hasText: say.waiting}).getByRole('link', {name: new RegExp(secret)}).click();
        await desk.getByText(reach).waitFor();
        const answer = 'Du er velkommen.\nVi har kaffe.', proposal = 'torsdag kl. 10';
        // Two at once: the writer adds something while the answer is typed.
        await desk.locator('main textarea[name=text]').fill(answer);
        await desk.locator('main [name=proposal]').fill(proposal);
        await page.locator('main textarea[name=text]').fill('Og en ting til');
        await page.getByRole('button', {name: say.send, exact: true}).click();
        await page.getByText(say.written).waitFor();
        await desk.getByRole('button', {name: say.sendAnswer}).click();
        await desk.getByText(say.meanwhile).waitFor();
        assert.equal(await desk.locator('main [name=proposal]').inputValue(), proposal);
        await desk.getByText('Og en ting til').waitFor();
        await desk.getByRole('button', {name: say.sendAnswer}).click();
        await desk.locator('.said-by-staff').waitFor();
        if (javaScriptEnabled) await checkAccessibility(desk, 'the conversation of staff');
        await takePictures(desk, `public-anonymous-staff-${language}`);

        // The answer, and a time that is agreed.
        await comeBack(code);
        await page.getByText('Vi har kaffe.').waitFor();
        if (javaScriptEnabled) await checkAccessibility(page, 'the conversation');
        await takePictures(page, `public-anonymous-thread-${language}`);
        await page.getByRole('button', {name: say.yes}).click();
        await page.getByText(say.written).waitFor();
        assert.equal(await page.getByRole('button', {name: say.yes}).count(), 0);
        await desk.reload();
        await desk.getByText(say.agreed).waitFor();
        await desk.getByRole('button', {name: say.close}).click();
        await desk.waitForURL(`**${say.list}`);
        await comeBack(code);
        await page.getByText(say.closed).waitFor();

        // Another browser without the code sees nothing; nobody kept anything.
        assert.deepEqual(await citizen.context.cookies(), []);
        assert.deepEqual(citizen.complaints.filter((one) => !/404|422/.test(one)), []);
        const kept = everyByteKept(), log = server.log() + server.said();
        for (const trace of [secret, reach, answer.split('\n')[0], proposal, 'en linje til', code, code.split(' ').slice(0, 2).join(' ')]) {
            assert.ok(!kept.includes(trace), `kept: ${trace}`);
            assert.ok(!log.includes(trace), `logged: ${trace}`);
        }
        assert.ok(!kept.includes('127.0.0.1'));
        assert.doesNotMatch(log, /skriv-uden-navn|write-without-a-name|Chrom/);
        await citizen.context.close();
        await staff.context.close();
    });
}

test('a right and a wrong code take the same time, and wrong ones slow it for everybody', async () => {
    const look = async (code) => {
        const begun = performance.now();
        const answer = await fetch(new URL('/skriv-uden-navn', server.address), {
            method: 'POST', headers: {'content-type': 'application/x-www-form-urlencoded'},
            body: new URLSearchParams({go: 'read', code}).toString(),
        });
        await answer.text();
        return {status: answer.status, took: performance.now() - begun};
    };
    const sent = await fetch(new URL('/skriv-uden-navn', server.address), {
        method: 'POST', headers: {'content-type': 'application/x-www-form-urlencoded'},
        body: new URLSearchParams({go: 'begin', municipality: 'randers', wish: 'answer', text: 'hej'}).toString(),
    });
    const code = (await sent.text()).match(/return-code">([^<]+)</)[1];
    const right = await look(code), wrong = await look('abe havn bil sol kat tog');
    assert.deepEqual([right.status, wrong.status], [200, 404]);
    assert.ok(right.took >= 300 && wrong.took >= 300, `${right.took} ${wrong.took}`);
    await Promise.all(Array.from({length: 10}, () => look('abe havn bil sol kat kat')));
    assert.ok((await look(code)).took >= 1000);
});

test('where nobody answers, the page says so', async () => {
    const alone = await startServer();
    const answer = await fetch(new URL('/skriv-uden-navn', alone.address));
    assert.equal(answer.status, 200);
    const text = await answer.text();
    assert.match(text, /Du kan ikke skrive til nogen/);
    assert.doesNotMatch(text, /<textarea/);
    assert.equal((await fetch(new URL('/skriv-uden-navn', alone.address), {method: 'POST', body: 'go=begin',
        headers: {'content-type': 'application/x-www-form-urlencoded'}})).status, 503);
    assert.deepEqual(await alone.stop(), {code: 0, signal: null});
});
