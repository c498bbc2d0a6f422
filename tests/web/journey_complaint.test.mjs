// A refusal through complaint to the board and back: upheld and forwarded, and granted in part and maintained; what
// is no complaint about a decision goes elsewhere; nothing that comes late is turned away.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {daysAgo, fill, logIn, openCase, record, startWorkplace, words} from './workplace.mjs';
import {download, pdfThatSays, readPdf, upload} from './papers.mjs';
import {Client} from './record_client.mjs';

let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

const say = {
    da: {...words.da, complaints: 'klager', letter: 'Vis brevet først', forward: 'Send klagen videre med sagen',
         board: 'Ankeinstansen har klagen', carryOut: 'Gør, som ankeinstansen har bestemt', reassess: 'Se på afgørelsen igen',
         decide: 'Træf den nye afgørelse', hear: 'Hør, om borgeren fastholder klagen', settled: 'Klagen er færdig',
         kept: 'Vi fastholder vores afgørelse', part: 'Du får delvist medhold', whole: /^Hele sagen/, late: /dage? for sent/,
         answer: 'Svar på klagen, eller send den videre', noLimit: 'Der løber ingen frist'},
    en: {...words.en, complaints: 'complaints', letter: 'Show the letter first', forward: 'Forward the complaint with the file',
         board: 'The board has the complaint', carryOut: 'Do what the board has decided', reassess: 'Look at the decision again',
         decide: 'Make the new decision', hear: 'Hear whether the citizen maintains', settled: 'The complaint is settled',
         kept: 'We keep to our decision', part: 'Your complaint is granted in part', whole: /^The whole case/, late: /days? late/,
         answer: 'Answer the complaint or pass it on', noLimit: 'No deadline runs'},
};

async function atWork(t, municipality, language, javaScriptEnabled) {
    const server = await startWorkplace(municipality);
    t.after(() => server.close());
    const {page, complaints, context} = await openPage(chromium.browser, server.address, {javaScriptEnabled});
    t.after(() => context.close());
    await logIn(page, server, words[language]);
    const client = new Client(server.address);
    await client.logIn(server.name, server.password);
    const look = async (name) => {
        if (javaScriptEnabled) await checkAccessibility(page, name);
        await takePictures(page, `complaint-${municipality}-${name}`);
    };
    return {server, page, complaints, client, look, words: say[language]};
}

async function refusedCase({page, words: say}, days) {
    const path = await openCase(page, say, 'Ida Opdigtet', {on: daysAgo(days), cpr: '010590-1234'});
    await record(page, say, path, 'decision_made', {on: daysAgo(days - 2), 'f.result': 'refused', 'f.service': 'ambulatory'});
    await record(page, say, path, 'decision_sent', {on: daysAgo(days - 2), 'f.channel': 'digital_post'});
    return path;
}

const submit = (page) => page.locator('main .work-form button').first().click();
const next = (page) => page.locator('.case-main .alert-heading').first();

async function complain({page, words: say}, path, about, fields) {
    await page.goto(`${path}/${say.complaints}`);
    await page.locator(`main [name=about][value=${about}]`).check();
    if (about === 'decision') await page.locator('main [name=re]').selectOption({index: 0});
    for (const [name, value] of Object.entries(fields)) await fill(page, name, value);
    if (about === 'decision') await upload(page, 'klage.pdf', 'application/pdf', pdfThatSays('I disagree with the refusal'));
    await page.locator('main .work-form button').last().click();
    await page.waitForURL(/\/(klage|complaint)\//);
}

const clock = async (client, path, id) => {
    const {body} = await client.get(`cases/${path.split('/').pop()}`);
    return body.evaluation.clocks.filter((one) => one.id === id).at(-1);
};

for (const {id, language, javaScriptEnabled} of [{id: 'randers', language: 'da', javaScriptEnabled: true},
                                                  {id: 'broenderslev', language: 'en', javaScriptEnabled: false}]) {
    test(`${id}: upheld, forwarded with the file, and changed by the board`, async (t) => {
        const desk = await atWork(t, id, language, javaScriptEnabled), {page, client, look, words: say} = desk;
        const path = await refusedCase(desk, 20);
        assert.equal((await clock(client, path, 'law.treatment_guarantee')).state, 'breached');
        await page.goto(`${path}/${say.complaints}`);
        await look('new');
        await complain(desk, path, 'decision', {on: daysAgo(10), text: 'I was not heard.'});
        assert.match(await next(page).innerText(), new RegExp(say.reassess));
        await look('reassess');
        const here = page.url();
        assert.equal((await clock(client, path, 'law.forward_complaint')).state, 'running');

        await fill(page, 'on', daysAgo(6));
        await page.locator('main [name=result][value=upheld]').check();
        await submit(page);  // without reasons
        await page.locator('.error-summary').waitFor();
        await fill(page, 'reasons', 'The outpatient help on offer is enough for now.');
        await page.getByRole('button', {name: say.letter}).click();
        await page.locator('#letter').waitFor();
        assert.match(await page.locator('#letter').innerText(), new RegExp(say.kept));
        await look('letter');
        await submit(page);
        await page.waitForURL((url) => url.href === here);
        assert.match(await next(page).innerText(), new RegExp(say.forward));

        await fill(page, 'on', daysAgo(5));
        await fill(page, 'remarks', 'We refer to the reasons in the decision.');
        await submit(page);
        await page.getByText(say.board).first().waitFor();
        await look('forwarded');
        const whole = await download(page, page.getByRole('link', {name: say.whole}).first());
        const {text, pages, inside} = readPdf(whole.bytes);
        assert.ok(pages >= 2, 'the case and the complaint that was enclosed');
        for (const words of ['Ida Opdigtet', 'I was not heard.', 'I disagree with the refusal', 'enough for now'])
            assert.match(text.replace(/\s+/g, ' '), new RegExp(words));
        assert.match(readPdf(pdfThatSays('x')).inside, /JavaScript/, 'what was sent would have run');
        assert.doesNotMatch(inside, /JavaScript/, 'nothing in it runs');
        assert.equal((await clock(client, path, 'law.forward_complaint')).state, 'met');

        await fill(page, 'on', daysAgo(1));
        await page.locator('main [name=result][value=granted]').check();
        await upload(page, 'afgoerelse.pdf', 'application/pdf', pdfThatSays('The decision is changed'));
        await submit(page);
        await page.getByText(say.carryOut).first().waitFor();
        await look('board');
        // The guarantee counts as never stopped, and there is a decision to make.
        assert.equal((await clock(client, path, 'law.treatment_guarantee')).state, 'breached');
        await page.locator('main a.button-primary').click();
        assert.match(page.url(), /decision_made/);
        await record(page, say, path, 'decision_made', {on: daysAgo(0), 'f.result': 'granted', 'f.service': 'ambulatory'});
        await page.goto(here);
        assert.match(await next(page).innerText(), new RegExp(say.settled));
        assert.deepEqual(desk.complaints, []);
    });

    test(`${id}: granted in part, maintained, and forwarded`, async (t) => {
        const desk = await atWork(t, id, language, javaScriptEnabled), {page, client, look, words: say} = desk;
        const path = await refusedCase(desk, 30);
        await complain(desk, path, 'decision', {on: daysAgo(20), text: 'I want more.'});
        const here = page.url();
        await fill(page, 'on', daysAgo(15));
        await page.locator('main [name=result][value=partly_granted]').check();
        await fill(page, 'reasons', 'Part of it is right.');
        await page.getByRole('button', {name: say.letter}).click();
        assert.match(await page.locator('#letter').innerText(), new RegExp(say.part));
        await submit(page);
        await page.getByText(say.decide).first().waitFor();
        await page.locator('main a.button-primary').click();
        await fill(page, 'on', daysAgo(14));
        await fill(page, 'f.result', 'partly_granted');
        await fill(page, 'f.service', 'ambulatory');
        await page.getByRole('button', {name: say.save, exact: true}).click();
        await page.waitForURL(/since=/);
        await record(page, say, path, 'decision_sent', {on: daysAgo(14), 'f.channel': 'digital_post'});
        await page.goto(here);
        assert.match(await next(page).innerText(), new RegExp(say.hear));
        await look('part');
        await fill(page, 'on', daysAgo(8));
        await submit(page);
        await page.getByText(say.forward).first().waitFor();
        assert.equal((await clock(client, path, 'law.forward_complaint')).state, 'running');
        await fill(page, 'remarks', 'To the rest we keep.');
        await submit(page);
        await page.getByText(say.board).first().waitFor();
        await page.locator('main [name=result][value=upheld]').check();
        await submit(page);
        await page.getByText(say.settled).first().waitFor();
        assert.deepEqual(desk.complaints, []);
    });
}

test('a late complaint is taken in, and the rest goes to whoever it belongs with', async (t) => {
    const desk = await atWork(t, 'randers', 'da', true), {page, look, words: say} = desk;
    const path = await refusedCase(desk, 60);
    await complain(desk, path, 'decision', {on: daysAgo(5), text: 'Jeg opdagede det først nu.'});
    await page.getByText(say.late).first().waitFor();
    assert.match(await next(page).innerText(), new RegExp(say.reassess));
    await look('late');
    for (const [about, to] of [['case_handling', /Socialchefen/], ['staff', /Kommunen/], ['health', /Styrelsen for Patientklager/],
                               ['provider', /Kommunen/], ['file_access', /Den myndighed i kommunen/]]) {
        await complain(desk, path, about, {on: daysAgo(1), text: `Om ${about}`});
        assert.match(await page.locator('.case-side').innerText(), to, about);
        assert.match(await page.locator('.case-side').innerText(), new RegExp(say.noLimit), about);
        assert.match(await next(page).innerText(), new RegExp(say.answer));
    }
    await look('other');
    await page.locator('main [name=how][value=answered]').check();
    await fill(page, 'text', 'Vi beklager, at det tog så lang tid.');
    await submit(page);
    await page.getByText(say.settled).first().waitFor();
    await page.goto(`${path}/${say.complaints}`);
    await look('all');
    assert.deepEqual(desk.complaints, []);
});
