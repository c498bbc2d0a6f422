// A residential course at a place outside the house that breaks off: the caseworker asks the place, the place answers and
// reports in its own pages, sees nobody else's citizens, and the municipality sees it all in the case. After the end: a
// follow-up that reaches nobody, one that does. And what the standard promises about colleagues.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {Client, accountsIn, daysAgo as isoDaysAgo} from './record_client.mjs';
import {addAccount, daysAgo, fill, logIn, openCase, record, startWorkplace, words} from './workplace.mjs';

const say = words.da;

let chromium, server;
before(async () => {
    chromium = await openBrowser();
    server = await startWorkplace('randers');
});
after(async () => {
    await chromium?.close();
    await server?.close();
});

const press = (page, name) => page.getByRole('button', {name, exact: true}).click();

async function at(t, who, options = {}) {
    const opened = await openPage(chromium.browser, server.address, options);
    t.after(() => opened.context.close());
    await logIn(opened.page, who);
    const look = async (name) => {
        await checkAccessibility(opened.page, name);
        await takePictures(opened.page, `placement-${name}`);
    };
    return {...opened, look};
}

test('asked, accepted, broken off, ended: each side sees what it needs', async (t) => {
    const [first, owner] = Object.entries(accountsIn(server.said()));
    const client = new Client(server.address);
    await client.logIn(...owner);
    const place = {name: 'Klokkeblomsten', kind: 'private', run_by: 'external',
                   approvals: [{by: 'Socialtilsyn Nord', from: '2025-01-01', services: ['residential']}], equivalent: ['residential']};
    const bell = (await client.send('providers', place)).body.provider;
    const meadow = (await client.send('providers', {...place, name: 'Engen'})).body.provider;
    const atBell = addAccount(server, 'provider', 'klokken', '--unit', bell, '--shown', 'Klokkeblomsten');
    const atMeadow = addAccount(server, 'provider', 'engen', '--unit', meadow);

    const {page, complaints, look} = await at(t, {name: first[0], password: first[1]});
    const path = await openCase(page, say, 'Eva Opdigtet', {on: daysAgo(9), reach: 'Ring ikke hjem'});
    await record(page, say, path, 'consent_given', {'f.purpose': 'partners'});
    await page.goto(`${path}/tilbud`);
    await page.getByRole('link', {name: /^Anvis borgeren/}).click();
    await press(page, 'Spørg stedet');
    await page.getByRole('alert').first().waitFor();
    await look('fejl');
    await fill(page, 'provider', bell);
    await fill(page, 'service', 'residential');
    await fill(page, 'from', daysAgo(6));
    await fill(page, 'until', daysAgo(-80));
    await press(page, 'Spørg stedet');
    await page.getByText('Venter på svar').waitFor();
    await look('spurgt');

    // The place: what it sees, and its answer. Without scripts.
    const there = await at(t, atBell, {javaScriptEnabled: false});
    await there.page.getByRole('link', {name: 'Eva Opdigtet'}).click();
    await there.page.getByText('Ring ikke hjem').waitFor();
    assert.equal(await there.page.getByText('consent').count(), 0);
    const address = there.page.url();
    await press(there.page, 'Nej');
    await there.page.getByRole('alert').getByText('Skriv en begrundelse.').waitFor();
    await press(there.page, 'Ja, vi tager imod');
    await there.page.getByText('Gemt og meldt til kommunen.').waitFor();
    const tell = async (event, fields, note = '') => {
        await there.page.goto(address);
        await there.page.getByRole('main').getByRole('link', {name: event, exact: true}).click();
        for (const [name, value] of Object.entries(fields)) await fill(there.page, name, value);
        await fill(there.page, 'note', note);
        await press(there.page, 'Send');
        await there.page.getByText('Gemt og meldt til kommunen.').waitFor();
    };
    await tell('Behandling begyndt', {on: daysAgo(6), 'f.service': 'residential', 'f.provider': 'external'});
    await tell('Status fra behandlingsstedet', {on: daysAgo(4), 'f.kind': 'mid'}, 'Deltager i grupperne.');
    await tell('Behandling afbrudt', {on: daysAgo(1)}, 'Rejste uden at sige noget.');
    await there.page.getByText('Afbrydelse meldt til kommunen').first().waitFor();
    // Nobody else's: neither the list nor the address of the page.
    const elsewhere = await at(t, atMeadow);
    await elsewhere.page.getByText('Ingen borgere er anvist hertil nu.').waitFor();
    const refused = await elsewhere.page.goto(address);
    assert.equal(refused.status(), 404);
    await elsewhere.page.goto('/arbejde');
    assert.match(elsewhere.page.url(), /anvisninger$/, 'whoever has no work list begins with what they have');
    for (const closed of [path, '/arbejde/behandlingssteder', '/arbejde/medarbejdere'])
        assert.equal((await elsewhere.page.goto(closed)).status(), 403, closed);

    await page.goto(path);
    await page.getByText('Rejste uden at sige noget.').first().waitFor();
    assert.match(await page.locator('main').innerText(), /Afbrydelse meldt til kommunen, /);
    await page.goto('/arbejde/anvisninger');
    await page.getByText('Sagt ja').waitFor();
    await look('alle');
    await tell('Behandling afsluttet', {on: daysAgo(0), 'f.status': 'other_reason', 'f.outcome': 'reduced'});

    const month = isoDaysAgo(0).slice(0, 7);
    const looking = await at(t, atBell);
    await looking.page.goto(address);
    await looking.look('borger');
    await looking.page.goto(`/arbejde/udskrivninger?month=${month}`);
    await looking.page.getByRole('link', {name: 'Eva Opdigtet'}).waitFor();
    await looking.look('udskrevne');
    await press(looking.page, 'Send listen til kommunen');
    await looking.page.getByRole('alert').getByText('Måneden er ikke slut endnu').waitFor();
    await looking.page.goto('/arbejde/priser');
    await fill(looking.page, 'service', 'residential');
    await fill(looking.page, 'amount', '2.500');
    await fill(looking.page, 'from', '1-1-2026');
    await press(looking.page, 'Gem prisen');
    await looking.page.getByText(/2\.500 kr/).waitFor();
    await looking.look('priser');
    assert.deepEqual([...complaints, ...there.complaints, ...looking.complaints], []);

    // A month later nobody answers, later somebody does.
    await page.goto(path);
    await page.getByRole('link', {name: 'Opfølgning'}).first().click();
    await page.getByRole('heading', {name: 'Efter en måned'}).waitFor();
    await page.getByRole('link', {name: 'Skriv et forsøg eller en opfølgning'}).first().click();
    await press(page, 'Gem');
    await page.getByRole('alert').getByText(/Hvordan\?: Dette skal udfyldes/).waitFor();
    await fill(page, 'mode', 'phone');
    await fill(page, 'reached', 'no');
    await press(page, 'Gem');
    await page.getByText('Forsøgt 1 gang uden svar').waitFor();
    await look('opfoelgning');
    await page.getByText('Giv op: borgeren kan ikke nås').click();
    await fill(page, 'give_up', 'yes');
    await fill(page, 'reason', 'Nummeret er lukket, og brevet kom retur.');
    await press(page, 'Gem');
    await page.getByText(/Opgivet .*borgeren kunne ikke nås/).first().waitFor();
    await page.locator('#m-6_months').getByRole('link', {name: 'Skriv et forsøg eller en opfølgning'}).click();
    await fill(page, 'mode', 'visit');
    await fill(page, 'reached', 'yes');
    await fill(page, 'outcome', 'drug_free');
    await press(page, 'Gem');
    await page.getByText(/Fulgt op .*Stoffri/).first().waitFor();
});

test('colleagues: what the standard promises, and what is late', async (t) => {
    const leader = addAccount(server, 'leader', 'lederen');
    const {page, complaints, look} = await at(t, leader);
    await page.goto('/en/work/staff');
    await page.getByText('No colleagues have been written down yet.').waitFor();
    await page.getByRole('link', {name: 'New colleague'}).click();
    await fill(page, 'name', 'Bo Opdigtet');
    await press(page, 'Save');
    await page.getByRole('alert').first().waitFor();
    assert.equal(await page.locator('main [name=name]').inputValue(), 'Bo Opdigtet');
    await fill(page, 'employed_on', daysAgo(30));
    await press(page, 'Save');
    await page.getByText('Introduction of new staff').first().waitFor();
    await page.getByText(/Should have happened on/).waitFor();
    await look('colleague');
    await page.getByRole('link', {name: 'Change'}).first().click();
    await fill(page, 'step.0.promise', 'staff_introduction');
    await fill(page, 'step.0.on', daysAgo(20));
    await press(page, 'Save');
    await page.getByText(/Last on/).first().waitFor();
    await page.goto('/en/work/staff');
    await page.getByText('Nothing is late').waitFor();
    await look('colleagues');
    assert.deepEqual(complaints, []);
});
