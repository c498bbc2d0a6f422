// The letters of a case: seen before they go, filled in where something is missing, read as PDF, kept as they were sent.
// What nobody has confirmed is not printed, and a protected address never is.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {daysAgo, fill, logIn, openCase, record, startWorkplace, words} from './workplace.mjs';
import {download, keepPdf, readPdf} from './papers.mjs';
import {Client} from './record_client.mjs';

let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

const say = words.da;
const press = (page, name) => page.getByRole('button', {name, exact: true}).click();
const flat = (text) => text.replace(/\s+/g, ' ');

async function atWork(t, municipality, {javaScriptEnabled = true} = {}) {
    const server = await startWorkplace(municipality);
    t.after(() => server.close());
    const {page, complaints, context} = await openPage(chromium.browser, server.address, {javaScriptEnabled});
    t.after(() => context.close());
    await logIn(page, server, say);
    const client = new Client(server.address);
    await client.logIn(server.name, server.password);
    const look = async (name) => {
        if (javaScriptEnabled) await checkAccessibility(page, name);
        await takePictures(page, `letters-${municipality}-${name}`);
    };
    const events = async (path) => (await client.get(`cases/${path.split('/').pop()}`)).body.entries
        .filter((entry) => entry.event).map((entry) => entry.event);
    return {server, page, complaints, client, look, events};
}

/** Fills what the letter lacks, then takes it as PDF. */
async function printed(page, name) {
    for (const box of await page.locator('main textarea[name^="t."]').all()) {
        if (await box.inputValue() === '') await box.fill('Det har vi set på sammen med dig.');
    }
    const file = await download(page, page.getByRole('button', {name: 'Hent som PDF', exact: true}));
    keepPdf(`letters-${name}`, file.bytes);
    return flat(readPdf(file.bytes).text);
}

const decide = async (page, path, fields) => {
    await page.goto(`${path}/afgoerelse`);
    for (const [name, value] of Object.entries(fields)) await fill(page, name, value);
    if (await page.locator('aside .rule-list').count() > 0 && fields.result !== 'refused')
        await fill(page, 'discretion', 'Du er motiveret og kan møde frem.');
    await press(page, 'Træf afgørelsen');
};

for (const municipality of ['randers', 'thisted']) {
    test(`${municipality}: a grant, its letter with complaint guidance, sent and kept`, async (t) => {
        const {page, complaints, look, events} = await atWork(t, municipality);
        const path = await openCase(page, say, 'Anna Opdigtet', {on: daysAgo(3)});
        await decide(page, path, {result: 'granted', service: 'ambulatory'});
        await page.getByText(/^\s*Bevilget den/).first().waitFor();
        await page.getByRole('link', {name: 'Brevet om afgørelsen'}).click();
        await page.getByRole('heading', {name: 'Det mangler brevet'}).waitFor();
        await page.getByText(/står ikke i registret over adresser/).first().waitFor();
        await look('decision-lacking');
        await press(page, 'Brevet er sendt: gem det i sagen');
        await page.locator('.error-summary').waitFor();
        assert.ok(!(await events(path)).some((event) => event.event === 'decision_sent'), 'half a letter is not sent');
        const text = await printed(page, `${municipality}-grant`);
        for (const part of ['Anna Opdigtet', 'Du kan klage over afgørelsen', '4 uger', 'Ankestyrelsen', 'kommunens hovednummer',
                            'Det har vi set på sammen med dig'])
            assert.ok(text.includes(part), `${part} in ${text}`);
        await press(page, 'Vis brevet igen');
        await page.locator('#letter').waitFor();
        await look('decision-letter');
        await fill(page, 'channel', 'digital_post');
        await press(page, 'Brevet er sendt: gem det i sagen');
        await page.getByRole('heading', {name: 'Brevet, som det er sendt'}).waitFor();
        await look('decision-sent');
        const sent = (await events(path)).find((event) => event.event === 'decision_sent');
        assert.equal(sent.channel, 'digital_post');
        assert.equal(sent.guidance, true);
        const kept = await download(page, page.locator('main .panel a').first());
        assert.equal(flat(readPdf(kept.bytes).text), text, 'kept as it was printed');
        await page.goto(`${path}/afgoerelse`);
        await page.getByText(/Sendt \(Digital Post\)/).waitFor();
        await look('decision-page');
        assert.deepEqual(complaints, []);
    });
}

test('a refusal: heard first by letter, then refused by letter in English, without JavaScript', async (t) => {
    const {page, complaints, look, events} = await atWork(t, 'thisted', {javaScriptEnabled: false});
    const path = await openCase(page, say, 'Bo Opdigtet', {on: daysAgo(9)});
    await page.goto(`${path}/partshoering`);
    await fill(page, 'about', 'Om du kan få et døgnophold.');
    await fill(page, 'facts', 'Der er ikke brugt stoffer i to år.');
    await fill(page, 'leads_to', 'Et afslag.');
    await page.locator('main button[value=final]').click();
    await page.getByRole('link', {name: 'Brevet med partshøringen'}).click();
    await page.locator('#letter').waitFor();
    await look('hearing');
    const heard = await printed(page, 'hearing');
    assert.ok(heard.includes('forvaltningslovens § 19') && heard.includes('Der er ikke brugt stoffer'), heard);
    await fill(page, 'channel', 'letter');
    await press(page, 'Brevet er sendt: gem det i sagen');
    await page.getByRole('heading', {name: 'Brevet, som det er sendt'}).waitFor();
    await record(page, say, path, 'party_hearing_answered', {});
    await decide(page, path, {result: 'refused', service: 'ambulatory', facts: 'No drugs for two years.', reasons: 'Not in the group.',
                              language: 'en'});
    await page.getByText(/^\s*Afslag den/).first().waitFor();
    await page.getByRole('link', {name: 'Brevet om afgørelsen'}).click();
    assert.ok(await page.locator('main [name=language][value=en]').isChecked(), 'in the language of the sheet');
    const text = await printed(page, 'refusal-en');
    for (const part of ['No drugs for two years.', 'Not in the group.', '4 weeks']) assert.ok(text.includes(part), `${part} in ${text}`);
    await fill(page, 'channel', 'letter');
    await press(page, 'Brevet er sendt: gem det i sagen');
    await page.getByRole('heading', {name: 'Brevet, som det er sendt'}).waitFor();
    assert.equal((await events(path)).find((event) => event.event === 'decision_sent').guidance, true);
    assert.deepEqual(complaints, []);
});

test('own payment: the letter with the sum tells the citizen', async (t) => {
    const {page, complaints, look, events} = await atWork(t, 'randers');
    const path = await openCase(page, say, 'Dan Opdigtet', {on: daysAgo(9)});
    await page.goto(`${path}/egenbetaling`);
    for (const [name, value] of Object.entries({income: '11.000', housing: '4.500', debt: '500', fixed_expenses: '1.200,50',
                                               provider_costs: '30.000', amount: '1.250', pays_for: 'Mad og ophold',
                                               reasons: 'Du har penge tilbage.', from: daysAgo(-10)}))
        await fill(page, name, value);
    for (const box of await page.locator('main textarea[name^="remark."]').all()) await box.fill('Set på.');
    await page.locator('main button[value=final]').click();
    await page.waitForURL(/since=/);
    await page.getByRole('link', {name: 'Brevet om egenbetalingen'}).click();
    await page.locator('#letter').waitFor();
    await look('payment');
    const text = await printed(page, 'payment');
    for (const part of ['1.250 kr. om måneden', '11.000 kr.', '4.799,50 kr.', 'Selve behandlingen er gratis', 'Du kan klage'])
        assert.ok(text.includes(part), `${part} in ${text}`);
    await fill(page, 'channel', 'hand');
    await press(page, 'Brevet er sendt: gem det i sagen');
    await page.getByRole('heading', {name: 'Brevet, som det er sendt'}).waitFor();
    assert.ok((await events(path)).some((event) => event.event === 'own_payment_told'));
    await page.goto(`${path}/egenbetaling`);
    await look('payment-page');
    assert.deepEqual(complaints, []);
});
