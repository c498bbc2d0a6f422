// Every page in both languages: no accessibility violation, nothing refused by the content policy, nothing too wide.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {startServer} from './server.mjs';

let server, chromium;
before(async () => {
    server = await startServer();
    chromium = await openBrowser();
});
after(async () => {
    await chromium?.close();
    assert.deepEqual(await server?.stop(), {code: 0, signal: null});
});

const pages = {
    'start-da': '/', 'start-en': '/en/', 'situation-da': '/mine-datoer', 'situation-en': '/en/my-dates',
    'compare-da': '/sammenlign', 'compare-en': '/en/compare', 'compare-offers-da': '/sammenlign?subject=offers',
    'try-out-da': '/proev', 'try-out-en': '/en/try-out',
    'tried-out-da': '/proev?from=randers%402021-12-13&to=mariagerfjord%402024-01-01',
    'tried-out-en': '/en/try-out?from=rebild%402024-01-01&to=thisted%402024-01-01',
    'tried-case-da': '/proev?from=randers%402021-12-13&to=thisted%402024-01-01&case=randers%2Fplan_review_every_half_year',
    'standards-da': '/standarder', 'standards-en': '/en/standards',
    'standard-randers-da': '/standarder/randers', 'standard-rebild-en': '/en/standards/rebild',
    'standard-broenderslev-da': '/standarder/broenderslev', 'standard-thisted-en': '/en/standards/thisted',
    'standard-mariagerfjord-da': '/standarder/mariagerfjord',
    'about-da': '/om', 'about-en': '/en/about', 'missing-da': '/findes-ikke', 'missing-en': '/en/not-there',
};

for (const [name, path] of Object.entries(pages)) {
    test(name, async () => {
        const {page, complaints, context} = await openPage(chromium.browser, server.address);
        await page.goto(path);
        // Everything that can be opened, opened.
        await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
        await checkAccessibility(page, `${path}, unfolded`);
        await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = false; }));
        await takePictures(page, name);
        assert.deepEqual(complaints, []);
        await context.close();
    });
}

// A long story, so that every part of the answer has something to say.
const story = {
    municipality: 'randers', who: 'self', substance: 'drugs', born: '1-5-1990', residence: 'own', on: '15-6-2026',
    'fact.pregnant': 'no', 'fact.opioid_dependence': 'yes',
    'e0.event': 'contact_received', 'e0.on': '2-2-2026', 'e1.event': 'doctor_talk_requested', 'e1.on': '3-2-2026',
    'e2.event': 'assessment_completed', 'e2.on': '10-2-2026',
    'e3.event': 'decision_made', 'e3.on': '12-2-2026', 'e3.result': 'granted', 'e3.service': 'ambulatory', 'e3.seen': 'decision_made',
    'e4.event': 'decision_sent', 'e4.on': '12-2-2026', 'e4.channel': 'letter', 'e4.guidance': 'yes', 'e4.seen': 'decision_sent',
    'e5.event': 'treatment_started', 'e5.on': '20-2-2026', 'e5.service': 'ambulatory', 'e5.provider': 'own',
    'e5.programme': 'MOVE', 'e5.seen': 'treatment_started',
    'e6.event': 'plan_made', 'e6.on': '20-2-2026', 'e7.event': 'session_held', 'e7.on': '25-2-2026', 'e7.seen': 'session_held',
    'e8.event': 'session_held', 'e8.on': '4-3-2026', 'e8.seen': 'session_held',
    'e9.event': 'file_access_requested', 'e9.on': '8-6-2026',
};

async function send(page, path, fields) {
    await page.goto(path);
    await page.evaluate(([action, entries]) => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = action;
        for (const [name, value] of Object.entries(entries)) {
            const input = document.createElement('input');
            Object.assign(input, {type: 'hidden', name, value});
            form.append(input);
        }
        document.body.append(form);
        form.submit();
    }, [path, fields]);
    await page.waitForLoadState('networkidle');
}

for (const [language, path] of [['da', '/mine-datoer'], ['en', '/en/my-dates']]) {
    for (const go of ['situation', 'events', 'result']) {
        test(`long story, ${go} in ${language}`, async () => {
            const {page, complaints, context} = await openPage(chromium.browser, server.address);
            await send(page, path, {...story, go});
            assert.equal(await page.getAttribute('html', 'lang'), language);
            await takePictures(page, `story-${go}-${language}`);
            await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
            await checkAccessibility(page, `${path} ${go}, unfolded`);
            await takePictures(page, `story-${go}-${language}-unfolded`);
            assert.deepEqual(complaints, []);
            await context.close();
        });
    }
}

test('the answer on paper', async () => {
    const {page, context} = await openPage(chromium.browser, server.address);
    await send(page, '/mine-datoer', {...story, go: 'result'});
    await page.emulateMedia({media: 'print'});
    assert.equal(await page.getByRole('button', {name: 'Ret eller tilføj hændelser'}).isVisible(), false);
    assert.equal(await page.getByText('Det begyndte med:').first().isVisible(), true);
    await takePictures(page, 'story-print');
    await context.close();
});

test('no text is left without words in the catalogue', async () => {
    const {page, context} = await openPage(chromium.browser, server.address);
    for (const [path, go] of [['/mine-datoer', 'result'], ['/en/my-dates', 'result'], ['/mine-datoer', 'events']]) {
        await send(page, path, {...story, go, every: '1'});
        const text = await page.evaluate(() => document.body.textContent);
        assert.deepEqual(text.match(/\b(web|answer|state|finding|diagnostic|api)\.[a-z_.]+/g), null, path);
        assert.deepEqual(text.match(/\b[a-z]+_[a-z_]+\b/g), null, `${path}: an identifier instead of words`);
    }
    await context.close();
});

test('works with the keyboard alone', async () => {
    const {page, context} = await openPage(chromium.browser, server.address);
    await page.goto('/');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skipnav');
    await page.getByLabel('Hvilken kommune?').focus();
    await page.keyboard.press('r');
    await page.keyboard.press('Tab');
    await page.keyboard.type('2-3-2026');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', {level: 1, name: /Dine datoer i R/}).waitFor();
    await context.close();
});

test('standards side by side: not stated is told apart from none, and each answer leads to its rule', async () => {
    const {page, complaints, context} = await openPage(chromium.browser, server.address, {javaScriptEnabled: true});
    await page.goto('/en/');
    await page.getByRole('contentinfo').getByRole('link', {name: 'Compare the municipalities'}).click();
    assert.deepEqual(await page.locator('h2').allInnerTexts(), ['Offers', 'The rules behind the answers']);
    await page.getByLabel('Show').selectOption({label: 'All subjects'});
    await page.getByRole('button', {name: 'Show'}).click();
    await page.waitForLoadState('networkidle');
    const cell = (table, row, column) => page.locator(`#${table} + .table-frame tbody tr`).filter({hasText: row})
        .locator(`td[data-title="${column}"]`);
    const reviewed = 'How often the treatment plan is reviewed';
    assert.equal(await cell('clocks', reviewed, 'Mariagerfjord').innerText(), '5 months');
    assert.equal(await cell('clocks', reviewed, 'Randers').innerText(), '6 months');
    assert.equal(await cell('clocks', reviewed, 'Thisted').innerText(), 'not stated');
    assert.equal(await cell('limits', 'Gift cards', 'Thisted').innerText(), 'none');
    assert.equal(await cell('limits', 'Gift cards', 'Brønderslev').innerText(), 'not stated');
    await cell('clocks', reviewed, 'Randers').getByRole('link').click();
    const target = page.locator(':target');
    assert.match(await target.innerText(), /Rule:|Randers/);
    await page.getByLabel('Show only').selectOption({label: 'Offers'});
    await page.getByRole('button', {name: 'Show'}).click();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await page.locator('h2').allInnerTexts(), ['Offers', 'The rules behind the answers']);
    const text = await page.evaluate(() => document.querySelector('main').textContent);
    assert.deepEqual(text.match(/\b[a-z]+_[a-z_]+\b/g), null);
    assert.deepEqual(complaints, []);
    await context.close();
});

test('a standard can be taken along as PDF, and leads to my dates and to the other language', async () => {
    const {page, context} = await openPage(chromium.browser, server.address);
    await page.goto('/standarder/thisted');
    const pdf = await page.request.get(await page.getByRole('link', {name: 'Thisted som PDF'}).getAttribute('href'));
    assert.equal(pdf.headers()['content-type'], 'application/pdf');
    assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');
    await page.getByRole('link', {name: 'English'}).click();
    assert.equal(new URL(page.url()).pathname, '/en/standards/thisted');
    await page.getByRole('link', {name: /enter what has happened/i}).click();
    assert.equal(await page.locator('#field-municipality, [name=municipality]').first().inputValue(), 'thisted');
    for (const path of ['/standarder/ingen', '/standarder/law', '/standarder/thisted?on=2019-01-01', '/standarder/thisted?on=x'])
        assert.equal((await page.request.get(path)).status(), 404, path);
    await context.close();
});
