// The letters of a case: seen before they go, filled in where something is missing, read as PDF, kept as they were sent.
// What nobody has confirmed is not printed, and a protected address never is.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {daysAgo, fill, logIn, openCase, record, startWorkplace, words} from './workplace.mjs';
import {download, keepPdf, readPdf} from './papers.mjs';
import {Client, daysAgo as isoDaysAgo} from './record_client.mjs';

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

test('no unconfirmed and no protected address goes out, and the complaint goes to the board and back', async (t) => {
    const {page, complaints, look, events} = await atWork(t, 'randers');
    const path = await openCase(page, say, 'Eva Opdigtet', {on: daysAgo(30), cpr: '010590-1234'});
    await page.goto(`${path}/person`);
    await fill(page, 'address', 'Prøvevej 1, 9999 Øksby');
    await fill(page, 'protected', 'yes');
    await press(page, say.save);
    await page.waitForURL(/since=/);
    await record(page, say, path, 'decision_made', {on: daysAgo(25), 'f.result': 'refused', 'f.service': 'ambulatory'});
    await page.goto(`${path}/brev/decision`);
    await page.getByText('Borgerens adresse er beskyttet og bliver ikke trykt.').waitFor();
    const text = await printed(page, 'refusal-protected');
    assert.doesNotMatch(text, /Prøvevej|Øksby/);
    await fill(page, 'on', daysAgo(25));
    await fill(page, 'channel', 'digital_post');
    await press(page, 'Brevet er sendt: gem det i sagen');
    await page.getByRole('heading', {name: 'Brevet, som det er sendt'}).waitFor();
    await page.goto(`${path}/klager`);
    await page.locator('main [name=about][value=decision]').check();
    await page.locator('main [name=re]').selectOption({index: 0});
    await fill(page, 'on', daysAgo(10));
    await fill(page, 'text', 'Jeg er uenig.');
    await page.locator('main .work-form button').last().click();
    await page.waitForURL(/\/klage\//);
    await fill(page, 'on', daysAgo(6));
    await fill(page, 'result', 'upheld');
    await fill(page, 'reasons', 'Der er ikke kommet noget nyt.');
    await press(page, 'Vis brevet først');
    await page.locator('#letter').waitFor();
    await look('reassessment');
    assert.match(await page.locator('#letter').innerText(), /Ankestyrelsen/);
    await page.locator('main .work-form button').first().click();
    await page.getByText('Send klagen videre med sagen').first().waitFor();
    await fill(page, 'remarks', 'Vi henviser til afgørelsen.');
    await press(page, 'Vis brevet først');
    await page.getByText(/Ankestyrelsen.* står ikke i registret over adresser/).waitFor();
    await look('forwarding');
    await page.locator('main .work-form button').first().click();
    await page.getByText('Ankeinstansen har klagen').first().waitFor();
    for (const link of await page.locator('.course a').all()) {
        const file = await download(page, link);
        keepPdf(`letters-${file.name.replace(/[^a-z]+/gi, '-').slice(0, 30)}`, file.bytes);
        assert.doesNotMatch(flat(readPdf(file.bytes).text), /Prøvevej|Øksby/, file.name);
    }
    await fill(page, 'result', 'granted');
    await page.locator('main .work-form button').first().click();
    await page.getByText('Gør, som ankeinstansen har bestemt').first().waitFor();
    assert.equal((await events(path)).filter((event) => event.event === 'appeal_decided').length, 1);
    assert.deepEqual(complaints, []);
});

test('the same for programs: a letter, the steps of a complaint, and the file without what is withheld', async (t) => {
    const {client} = await atWork(t, 'randers');
    const opened = await client.openCase('Fie Opdigtet', [{on: isoDaysAgo(20), event: 'contact_received', channel: 'phone'}]);
    const id = opened.body.case;
    let {version} = opened.body;
    const send = async (path, body, status = 200) => {
        const answer = await client.send(`cases/${id}/${path}`, body, {version});
        assert.equal(answer.status, status, JSON.stringify(answer.body));
        if (status === 200) ({version} = answer.body);
        return answer.body;
    };
    assert.equal((await client.get(`cases/${id}/letters/decision`)).status, 404, 'nothing to write about');
    await send('sheets', {type: 'decision_written', stage: 'final', timing: 'has_happened',
                          fields: {on: isoDaysAgo(15), result: 'refused', service: 'ambulatory', facts: 'Stoffri.', reasons: 'Ikke i gruppen.'}});
    const letter = (await client.get(`cases/${id}/letters/decision?language=en`)).body;
    assert.equal(letter.gives_guidance, true);
    assert.equal(letter.sent_on, null);
    assert.ok(letter.not_printed.length > 0 && letter.not_printed.every((one) => one.standing === null));
    const texts = Object.fromEntries(letter.lacks.map((one) => [one.field, 'Set på.']));
    if (letter.lacks.length > 0) await send('letters/decision', {channel: 'letter'}, 422);
    await send('letters/decision', {channel: 'pigeon', texts}, 422);
    await send('letters/decision', {channel: 'letter', texts, on: isoDaysAgo(15), colour: 'red'}, 422);
    const key = 'letter-of-the-decision';
    const first = await client.send(`cases/${id}/letters/decision`, {channel: 'letter', texts, on: isoDaysAgo(15)}, {version, key});
    const again = await client.send(`cases/${id}/letters/decision`, {channel: 'letter', texts, on: isoDaysAgo(15)}, {version, key});
    assert.deepEqual([first.status, again.status, again.body.is_repeated, again.body.version],
                     [200, 200, true, first.body.version]);
    ({version} = first.body);
    const kept = (await client.get(`cases/${id}/letters/decision`)).body;
    assert.equal(kept.sent_on, isoDaysAgo(15));
    assert.equal((await client.get(`cases/${id}/documents/${kept.document}`)).body.title, 'Afgørelse: du får ikke hjælpen');

    await send('events', {event: {on: isoDaysAgo(8), event: 'complaint_received', about: 'decision'}});
    const complaint = (await client.get(`cases/${id}/complaints`)).body.complaints[0].id;
    await send(`complaints/${complaint}`, {step: 'forward', remarks: 'x'}, 422);
    await send(`complaints/${complaint}`, {step: 'reassess', result: 'upheld'}, 422);
    await send(`complaints/${complaint}`, {step: 'reassess', result: 'upheld', reasons: 'Intet nyt.', on: isoDaysAgo(5)});
    const forward = {step: 'forward', remarks: 'Vi henviser til afgørelsen.', on: isoDaysAgo(4)};
    const sent = await client.send(`cases/${id}/complaints/${complaint}`, forward, {version, key: 'forwarded-once'});
    const repeated = await client.send(`cases/${id}/complaints/${complaint}`, forward, {version, key: 'forwarded-once'});
    assert.deepEqual([sent.status, repeated.status, repeated.body.is_repeated], [200, 200, true], JSON.stringify(repeated.body));
    ({version} = sent.body);
    await send(`complaints/${complaint}`, {step: 'await_board', result: 'dismissed', on: isoDaysAgo(1)});
    assert.equal((await client.get(`cases/${id}/complaints`)).body.complaints[0].next, 'settled');

    await send('notes', {text: 'Om en anden person.'});
    const hidden = version;
    await send('file_access', {remarks: 'Her er den.'}, 404);
    await send('events', {event: {on: isoDaysAgo(1), event: 'file_access_requested'}});
    await send('file_access', {withheld: [{version: hidden}]}, 422);
    await send('file_access', {withheld: [{version: hidden, reason: 'FVL § 15'}]});
    const {entries} = (await client.get(`cases/${id}`)).body;
    const given = entries.filter((entry) => entry.document).slice(-2).map((entry) => entry.version);
    const answers = await Promise.all(given.map((one) => fetch(new URL(`/api/v1/cases/${id}/documents/${one}`, client.address),
                                                               {headers: {Authorization: `Bearer ${client.token}`}})));
    for (const answer of answers) {
        const bytes = Buffer.from(await answer.arrayBuffer());
        const text = answer.headers.get('content-type') === 'application/pdf' ? flat(readPdf(bytes).text) : bytes.toString();
        assert.match(text, /FVL § 15/);
        assert.doesNotMatch(text, /Om en anden person/);
    }
});
