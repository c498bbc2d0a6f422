// Somebody with a question, once for each municipality: from the front page to a date and its reason.
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

async function fillEvent(page, number, event, day) {
    const row = page.getByRole('group', {name: `Hændelse ${number}`});
    await row.getByLabel('Hvad skete der?').selectOption({label: event});
    await row.getByLabel('Hvilken dag?').fill(day);
    return row;
}

// What the five standards say of the same contact on 2 March 2026, asked on the 17th.
const municipalities = [
    {name: 'Brønderslev', due: 'mandag den 16. marts 2026'},
    {name: 'Mariagerfjord', due: 'mandag den 16. marts 2026'},
    {name: 'Randers', due: 'mandag den 16. marts 2026'},
    {name: 'Rebild', due: 'mandag den 16. marts 2026'},
    {name: 'Thisted', due: 'mandag den 16. marts 2026'},
];

for (const {name, due} of municipalities) {
    test(`${name}: a late treatment is found, with its reason`, async () => {
        const {page, complaints, context} = await openPage(chromium.browser, server.address);
        await page.goto('/');
        await page.getByRole('link', {name: 'Skriv mere om situationen'}).click();
        await page.getByLabel('Hvilken kommune?').selectOption({label: name});
        await page.getByRole('group', {name: 'Er du fyldt 18 år?'}).getByLabel('Ja').check();
        await page.getByRole('group', {name: 'Bor du i kommunen?'}).getByLabel('Ja').check();
        await page.getByRole('button', {name: 'Videre til datoerne'}).click();
        await fillEvent(page, 1, 'Henvendelse til kommunen om hjælp', '2-3-2026');
        await page.getByLabel('Hvilken dag skal svaret gælde for?').fill('17.03.2026');
        await page.getByRole('button', {name: 'Vis datoerne'}).last().click();

        await page.getByRole('heading', {level: 1, name: `Dine datoer i ${name}`}).waitFor();
        const card = page.getByRole('article').filter({has: page.getByRole('heading', {name: 'Behandlingsgarantien'})});
        await card.getByText(`Senest ${due}`).first().waitFor();
        await card.getByText('1 dag for sent').first().waitFor();
        await card.getByText('Hvorfor?').first().click();
        await card.getByText('2. marts 2026 + 14 dage = 16. marts 2026').first().waitFor();
        await card.getByText(/§\s101, stk\.\s4/).first().waitFor();
        await checkAccessibility(page, `the answer for ${name}`);
        await takePictures(page, `answer-${name.toLowerCase().replace('ø', 'oe')}`);
        assert.deepEqual(complaints, []);
        await context.close();
    });
}

test('the front page answers at once, and the answer leads on to a question', async () => {
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    await page.goto('/');
    await page.getByLabel('Hvilken kommune?').selectOption({label: 'Randers'});
    await page.getByLabel('Hvilken dag bad du om hjælp?').fill('1.1.2026');
    await page.getByRole('button', {name: 'Vis mine datoer'}).click();
    await page.getByRole('button', {name: /^Svar på: Alder/}).click();
    await page.getByRole('group', {name: 'Er du fyldt 18 år?'}).getByLabel('Ja').check();
    await page.getByRole('button', {name: 'Vis svaret nu'}).click();
    await page.getByText('Senest torsdag den 15. januar 2026').first().waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});

test('the two readings stand side by side where they differ, in both languages', async () => {
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    await page.goto('/mine-datoer?municipality=thisted');
    await page.getByRole('group', {name: 'Er du fyldt 18 år?'}).getByLabel('Ja').check();
    await page.getByRole('button', {name: 'Videre til datoerne'}).click();
    await fillEvent(page, 1, 'Henvendelse til kommunen om hjælp', '2-2-2026');
    await page.getByRole('button', {name: 'Tilføj en hændelse'}).click();
    await fillEvent(page, 2, 'Afgørelsen blev modtaget', '9-3-2026');
    await page.getByRole('button', {name: 'Tilføj en hændelse'}).click();
    await fillEvent(page, 3, 'Kommunen traf en afgørelse', '9-3-2026');
    await page.getByLabel('Hvilken dag skal svaret gælde for?').fill('10-3-2026');
    await page.getByRole('button', {name: 'Vis datoerne'}).last().click();
    // The decision has questions of its own.
    await page.getByRole('heading', {name: 'Et par spørgsmål mere'}).waitFor();
    await page.getByRole('group', {name: 'Hændelse 3'}).getByLabel('Hvad sagde afgørelsen?').selectOption({label: 'Nej (afslag)'});
    await takePictures(page, 'more-questions');
    await page.getByRole('button', {name: 'Vis datoerne'}).last().click();
    const card = page.getByRole('article').filter({has: page.getByRole('heading', {name: 'Klagefristen'})});
    await card.getByRole('heading', {name: 'Loven', exact: true}).waitFor();
    await card.getByRole('heading', {name: 'Kvalitetsstandarden i Thisted'}).waitFor();
    await card.getByText('Muligt til og med tirsdag den 7. april 2026').waitFor();
    await card.getByText('Muligt til og med mandag den 6. april 2026').waitFor();
    await card.getByText('Thisted lover mindre end loven').waitFor();
    await takePictures(page, 'side-by-side');
    await page.getByRole('button', {name: 'English'}).click();
    await page.getByRole('heading', {level: 1, name: 'Your dates in Thisted'}).waitFor();
    await page.getByText('Possible until and including Tuesday 7 April 2026').waitFor();
    await checkAccessibility(page, 'the answer in English');
    await takePictures(page, 'side-by-side-en');
    assert.deepEqual(complaints, []);
    await context.close();
});

test('a relative, without JavaScript', async () => {
    const {page, complaints, context} = await openPage(chromium.browser, server.address, {javaScriptEnabled: false});
    await page.goto('/mine-datoer');
    await page.getByLabel('Hvilken kommune?').selectOption({label: 'Brønderslev'});
    await page.getByLabel('En, jeg er pårørende til').check();
    await page.getByRole('button', {name: 'Videre til datoerne'}).click();
    await page.getByRole('heading', {name: 'Når du er pårørende'}).waitFor();
    const row = await fillEvent(page, 1, 'Henvendelse til kommunen om hjælp', '2026-03-02');
    await row.getByLabel('Hvem henvendte sig?').selectOption({label: 'En pårørende'});
    await row.getByLabel('Var det også ønsket hos den, der skal have hjælp?').selectOption({label: 'Ja'});
    await page.getByRole('button', {name: 'Vis flere slags hændelser'}).click();
    await page.getByRole('button', {name: 'Tilføj en hændelse'}).click();
    await page.getByRole('button', {name: 'Fjern hændelse 2'}).click();
    await page.getByLabel('Hvilken dag skal svaret gælde for?').fill('5-3-2026');
    await page.getByRole('button', {name: 'Vis datoerne'}).last().click();
    await page.getByRole('heading', {level: 1, name: 'Dine datoer i Brønderslev'}).waitFor();
    await page.getByRole('button', {name: 'Ret eller tilføj hændelser'}).click();
    assert.equal(await page.getByLabel('Hvilken dag?').first().inputValue(), '2026-03-02');
    assert.deepEqual(complaints, []);
    await context.close();
});

test('anonymous and alcohol', async () => {
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    await page.goto('/mine-datoer?municipality=mariagerfjord');
    await page.getByLabel('Mig, og jeg vil være anonym').check();
    await page.getByLabel('Alkohol').check();
    await page.getByRole('button', {name: 'Videre til datoerne'}).click();
    await fillEvent(page, 1, 'Henvendelse til kommunen om hjælp', '2-3-2026');
    await page.getByLabel('Hvilken dag skal svaret gælde for?').fill('16-3-2026');
    await page.getByRole('button', {name: 'Vis datoerne'}).last().click();
    const card = page.getByRole('article').filter({has: page.getByRole('heading', {name: 'Garantien for alkoholbehandling'})});
    await card.getByText('Sidste dag i dag').first().waitFor();
    await takePictures(page, 'answer-anonymous-alcohol');
    assert.deepEqual(complaints, []);
    await context.close();
});

test('mistakes are named at their field, and nothing that was typed is lost', async () => {
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    await page.goto('/mine-datoer?municipality=rebild');
    await page.getByLabel('Hvornår er du født?').fill('31-2-1990');
    await page.getByRole('button', {name: 'Videre til datoerne'}).click();
    await page.getByRole('alert').getByRole('link', {name: /Den dag findes ikke/}).click();
    assert.equal(await page.evaluate(() => document.activeElement.name), 'born');
    assert.equal(await page.getByLabel('Hvornår er du født?').inputValue(), '31-2-1990');
    assert.equal(await page.getByLabel('Hvilken kommune?').inputValue(), 'rebild');
    await checkAccessibility(page, 'the situation with a mistake');
    await takePictures(page, 'situation-with-mistake');
    await page.getByLabel('Hvornår er du født?').fill('28-2-1990');
    await page.getByRole('button', {name: 'Videre til datoerne'}).click();
    await fillEvent(page, 1, 'Behandlingen begyndte', 'i går');
    await page.getByRole('button', {name: 'Vis datoerne'}).last().click();
    await page.getByRole('alert').getByRole('link', {name: /Hændelse 1/}).click();
    assert.equal(await page.evaluate(() => document.activeElement.value), 'i går');
    await checkAccessibility(page, 'the events with a mistake');
    await takePictures(page, 'events-with-mistake');
    assert.deepEqual(complaints, []);
    await context.close();
});

test('what was typed is in no cookie, no address and no log', async () => {
    const {page, context} = await openPage(chromium.browser, server.address);
    await page.goto('/');
    await page.getByLabel('Hvilken kommune?').selectOption({label: 'Randers'});
    await page.getByLabel('Hvilken dag bad du om hjælp?').fill('7.11.2025');
    await page.getByRole('button', {name: 'Vis mine datoer'}).click();
    await page.getByRole('heading', {level: 1, name: 'Dine datoer i Randers'}).waitFor();
    await page.goto('/somebodys-name?secret=1');
    assert.deepEqual(await context.cookies(), []);
    for (const typed of ['7.11.2025', '2025-11-07', 'e0.on']) assert.ok(!server.log().includes(typed));
    assert.ok(!server.log().includes('randers'));
    assert.ok(!server.log().includes('secret'));
    assert.ok(!server.log().includes('somebody'));
    assert.match(server.log(), /POST \/mine-datoer 200/);
    await context.close();
});
