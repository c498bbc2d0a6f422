// A residential stay: the own payment told before it begins, a main rule passed with a reason, a place from the register, and
// an extension before the grant runs out.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {Client} from './record_client.mjs';
import {addAccount, daysAgo, fill, logIn, openCase, record, save, sendLetter, startWorkplace, words} from './workplace.mjs';

const say = words.da;
let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

async function atWork(t, municipality, role) {
    const server = await startWorkplace(municipality);
    t.after(() => server.close());
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    t.after(() => context.close());
    await logIn(page, role ? addAccount(server, role, 'myndighed') : server, say);
    const look = async (name) => {
        await checkAccessibility(page, `${name} of ${municipality}`);
        await takePictures(page, `stay-${municipality}-${name}`);
    };
    return {server, page, complaints, look};
}

const press = (page, name) => page.getByRole('button', {name, exact: true}).click();

async function recommend(page, path, service) {
    await page.goto(`${path}/indstilling`);
    await fill(page, 'service', service);
    await fill(page, 'grounds', 'Samtaler hver uge vurderes at være nok.');
    await fill(page, 'citizen_words', 'Jeg vil gerne i gang.');
    await fill(page, 'made_with_citizen', 'yes');
    await press(page, 'Giv indstillingen');
    await page.getByText(/^\s*Indstillet til/).first().waitFor();
}

test('a residential stay: longer than usual with a reason, and the own payment told before it begins', async (t) => {
    const {page, complaints, look} = await atWork(t, 'randers');
    const path = await openCase(page, say, 'Eva Opdigtet', {on: daysAgo(3)});
    await record(page, say, path, 'application_received', {'f.service': 'residential'});
    await record(page, say, path, 'assessment_completed', {});
    await recommend(page, path, 'residential');
    await page.getByText('Visitationsudvalget').first().waitFor();
    await page.goto(`${path}/afgoerelse`);
    await fill(page, 'result', 'granted');
    await fill(page, 'from', daysAgo(-3));
    await fill(page, 'until', daysAgo(-200));
    await fill(page, 'discretion', 'Ambulant behandling rækker ikke efter en samlet vurdering.');
    await press(page, 'Træf afgørelsen');
    await page.getByText(/går ud over det, standarden plejer at bevilge/).first().waitFor();
    await fill(page, 'departure', 'Egen bolig er først klar om et halvt år.');
    await press(page, 'Træf afgørelsen');
    await page.getByText(/^\s*Bevilget den/).first().waitFor();
    await look('doegn');

    await page.goto(`${path}/egenbetaling`);
    for (const [name, value] of Object.entries({income: '9.500', housing: '3.200,50', debt: '500', fixed_expenses: '900', provider_costs: '4.000'}))
        await fill(page, name, value);
    await press(page, 'Gem kladden');
    await page.waitForURL(/since=/);
    await page.getByText('4.899,50').waitFor();
    await fill(page, 'amount', '6000');
    await fill(page, 'reasons', 'Beløbet svarer til kost og logi efter indtægt og faste udgifter.');
    await press(page, 'Gem kladden');
    await page.waitForURL(/since=/);
    await page.getByText('Beløbet er højere end rådighedsbeløbet').waitFor();
    await look('egenbetaling');
    await fill(page, 'amount', '3.500');
    await press(page, 'Fastsæt egenbetalingen');
    await page.getByText(/3.500 kr. om måneden/).first().waitFor();
    // Not told yet: the stay does not begin.
    await page.goto(`${path}/haendelse/treatment_started?f.service=residential`);
    await save(page, say);
    await page.getByText(say.blocked).first().waitFor();
    await sendLetter(page, path, 'payment', 'hand');
    await page.goto(`${path}/haendelse/treatment_started?f.service=residential`);
    await save(page, say);
    await page.waitForURL(/since=/);
    assert.deepEqual(complaints, []);
});

test('ambulatory help was not tried first: whoever grants says why; the place is picked from the register', async (t) => {
    const {page, server, complaints, look} = await atWork(t, 'thisted', 'decider');
    const client = new Client(server.address);
    const [, owner] = [...server.said().matchAll(/^ {2}(\S+) {2}(\S+) {2}\(/mg)];
    await client.logIn(owner[1], owner[2]);
    const place = {name: 'Klokkeblomsten', kind: 'private', run_by: 'external', telephone: '00 00 00 01',
                   approvals: [{by: 'Socialtilsyn Nord', from: '2025-01-01', services: ['residential']}], equivalent: ['residential'],
                   prices: [{service: 'residential', amount: '2450.50', from: '2025-01-01'}]};
    const added = await client.send('providers', place);
    assert.equal(added.status, 201, JSON.stringify(added.body));
    assert.equal((await client.send('providers', {...place, name: 'Ambulatoriet', approvals: [], equivalent: [], prices: []})).status, 201);
    const wrong = await client.send('providers', {name: 'Huset', kind: 'secret', run_by: 'own', prices: [{service: 'day', amount: 'meget'}]});
    assert.equal(wrong.status, 422);
    assert.deepEqual(wrong.body.errors.map((one) => one.pointer), ['/prices/0/amount', '/prices/0'], JSON.stringify(wrong.body));
    const path = await openCase(page, say, 'Kaj Opdigtet', {on: daysAgo(3)});
    await record(page, say, path, 'application_received', {'f.service': 'residential'});
    await record(page, say, path, 'assessment_completed', {});
    await recommend(page, path, 'residential');
    await page.goto(`${path}/afgoerelse`);
    await fill(page, 'result', 'granted');
    await fill(page, 'from', daysAgo(80));
    await fill(page, 'until', daysAgo(-10));
    await fill(page, 'provider', 'Klokkeblomsten');
    await fill(page, 'discretion', 'Ambulant behandling rækker ikke efter en samlet vurdering.');
    await fill(page, 'on', daysAgo(1));
    await press(page, 'Træf afgørelsen');
    await page.getByText(say.blocked).first().waitFor();
    await page.locator('main [name=happened][value=pass]').check();
    await press(page, 'Træf afgørelsen');
    await page.getByRole('alert').getByText(/begrundelse/i).first().waitFor();
    assert.equal(await page.locator('main [name=provider]').inputValue(), 'Klokkeblomsten', 'what was typed is kept');
    await fill(page, 'pass_reason', 'Borgeren har været i ambulant behandling to gange i en anden kommune.');
    await press(page, 'Træf afgørelsen');
    await page.getByText(/^\s*Bevilget den/).first().waitFor();
    await page.goto(`${path}/tilbud`);
    const rows = page.locator('#places-shown table tbody tr');
    assert.deepEqual((await rows.locator('th a').allInnerTexts()), ['Klokkeblomsten', 'Ambulatoriet'], 'what is approved comes first');
    await look('steder');
    await rows.first().getByRole('link', {name: /^Vælg/}).click();
    assert.equal(await page.locator('main [name=provider]').inputValue(), 'Klokkeblomsten');
    assert.ok(await page.locator('main [name=approved][value=yes]').isChecked());
    assert.ok(await page.locator('main [name=equivalent][value=yes]').isChecked());
    await page.getByText('I registret:').waitFor();
    await press(page, 'Registrer valget');
    await page.getByText(/Valgt: Klokkeblomsten/).waitFor();

    await page.goto(path);
    await page.getByText(/Bevillingen af døgnbehandling slutter/i).waitFor();
    await look('udloeber');
    await page.getByRole('link', {name: 'Forlæng bevillingen'}).click();
    assert.ok(await page.locator('main [name=extends]').isChecked());
    assert.equal(await page.locator('main [name=from]').inputValue(), daysAgo(-11), 'the day after');
    assert.deepEqual(complaints, []);
});
