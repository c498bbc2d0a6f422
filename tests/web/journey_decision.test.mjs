// From the first contact to a decision in each municipality, by its own rulebook: an adult through to a grant, somebody
// under 18, and somebody who lives elsewhere.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {Client} from './record_client.mjs';
import {daysAgo, fill, logIn, openCase, record, save, sendLetter, startWorkplace, words} from './workplace.mjs';

const say = words.da;
let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

async function atWork(t, municipality) {
    const server = await startWorkplace(municipality);
    t.after(() => server.close());
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    t.after(() => context.close());
    await logIn(page, server, say);
    const look = async (name) => {
        await checkAccessibility(page, `${name} of ${municipality}`);
        await takePictures(page, `intake-${municipality}-${name}`);
    };
    return {server, page, complaints, look};
}

const press = (page, name) => page.getByRole('button', {name, exact: true}).click();
const heading = (page, name) => page.getByRole('heading', {name}).first().waitFor();

/** Writes about every area, one after the other, as the page leads; the last one is not possible. */
async function assess(page, path, look) {
    await page.goto(`${path}/udredning`);
    await look('udredning');
    const areas = await page.locator('main table a').count();
    assert.ok(areas >= 6, `${areas} areas`);
    await page.locator('main table a').first().click();
    for (let i = 0; i < areas; ++i) {
        await heading(page, /./);
        if (i === 0) await look('omraade');
        await fill(page, 'citizen_words', 'Det er svært om aftenen.');
        if (i === areas - 1) {
            await fill(page, 'state', 'not_possible');
            await fill(page, 'reason', 'Borgeren ønsker ikke at tale om det.');
        } else {
            await fill(page, 'caseworker_words', 'Drøftet ved samtalen.');
            await fill(page, 'state', 'done');
        }
        const here = page.url();
        await press(page, 'Gem og næste område');
        await page.waitForURL((url) => url.href !== here && url.search.includes('since='));
    }
    assert.match(page.url(), /udredning\?/, 'after the last area the overview');
    await press(page, 'Afslut udredningen');
    await page.getByText('Udredningen er afsluttet.').waitFor();
    await look('udredning-faerdig');
}

async function recommend(page, path, service) {
    await page.goto(`${path}/indstilling`);
    await fill(page, 'service', service);
    await fill(page, 'grounds', 'Samtaler hver uge vurderes at være nok.');
    await fill(page, 'citizen_words', 'Jeg vil gerne i gang.');
    await fill(page, 'made_with_citizen', 'yes');
    await press(page, 'Giv indstillingen');
    await page.getByText(/^\s*Indstillet til/).first().waitFor();
}

for (const municipality of ['broenderslev', 'mariagerfjord', 'randers', 'rebild', 'thisted']) {
    test(`${municipality}: an adult from the first contact to a grant`, async (t) => {
        const {page, complaints, look} = await atWork(t, municipality);
        const path = await openCase(page, say, 'Anna Opdigtet', {on: daysAgo(3), reach: 'Kun sms efter kl. 16', interpreter: 'Arabisk'});
        await page.goto(`${path}/modtagelse`);
        await page.getByText('Kun sms efter kl. 16').waitFor();
        await page.getByText('Arabisk').waitFor();
        await look('modtagelse');
        const forward = page.getByRole('button', {name: /^Giv videre til/});
        if (await forward.count() > 0) {
            // To another unit, and the guarantee runs on from the day of the contact.
            await forward.click();
            await page.waitForURL(/since=/);
            await page.getByText('Ingen frister ændrede sig').first().waitFor();
            await page.goto(`${path}/modtagelse`);
            await page.getByText(/hvor den hører til/).waitFor();
        }
        await page.getByRole('button', {name: /^Nej .*børn/}).click();
        await page.waitForURL(/since=/);
        await assess(page, path, look);
        await recommend(page, path, 'ambulatory');
        await page.goto(`${path}/afgoerelse`);
        assert.equal(await page.locator('main [name=service]').inputValue(), 'ambulatory', 'as recommended');
        await look('afgoerelse');
        await fill(page, 'result', 'granted');
        await press(page, 'Gem kladden');
        await page.waitForURL(/since=/);
        assert.ok(await page.locator('main [name=result][value=granted]').isChecked(), 'the draft is kept');
        const judged = await page.locator('aside .rule-list').count();
        if (judged > 0) await fill(page, 'discretion', 'Borgeren er motiveret og kan møde frem.');
        await press(page, 'Træf afgørelsen');
        await page.getByText(/^\s*Bevilget den/).first().waitFor();
        await sendLetter(page, path, 'decision', 'digital_post');
        await look('brev');
        await page.goto(`${path}/afgoerelse`);
        await page.getByText(/Sendt \(Digital Post\)/).waitFor();
        await page.getByText(/regnes for modtaget/).first().waitFor();
        await look('afgoerelse-sendt');
        assert.deepEqual(complaints, []);
    });
}

test('a refusal is kept back until the citizen has been heard, and nothing that was typed is lost', async (t) => {
    const {page, complaints} = await atWork(t, 'thisted');
    const path = await openCase(page, say, 'Bo Opdigtet', {on: daysAgo(3)});
    await page.goto(`${path}/afgoerelse`);
    await fill(page, 'result', 'refused');
    await press(page, 'Træf afgørelsen');
    await page.getByRole('alert').getByText('Skriv en begrundelse.').waitFor();
    await fill(page, 'reasons', 'Borgeren er ikke i målgruppen.');
    await fill(page, 'facts', 'Der er ikke brugt stoffer i to år.');
    await press(page, 'Træf afgørelsen');
    await page.getByText(say.blocked).first().waitFor();
    assert.equal(await page.locator('main [name=reasons]').inputValue(), 'Borgeren er ikke i målgruppen.');
    await record(page, say, path, 'party_hearing_sent', {'f.reply_by': daysAgo(-14)});
    await record(page, say, path, 'party_hearing_answered', {});
    await page.goto(`${path}/afgoerelse`);
    await fill(page, 'result', 'refused');
    await fill(page, 'reasons', 'Borgeren er ikke i målgruppen.');
    await fill(page, 'facts', 'Der er ikke brugt stoffer i to år.');
    await press(page, 'Træf afgørelsen');
    await page.getByText(/^\s*Afslag den/).first().waitFor();
    await sendLetter(page, path, 'decision', 'letter');
    assert.deepEqual(complaints, []);
});

test('under 18: both consents before treatment begins', async (t) => {
    const {page, complaints, look} = await atWork(t, 'mariagerfjord');
    const sixteen = new Date().getUTCFullYear() - 16;
    const path = await openCase(page, say, 'Carla Opdigtet', {on: daysAgo(2), born: `1-1-${sixteen}`});
    await page.goto(`${path}/modtagelse`);
    await page.getByText('Forældremyndighedens indehaver: samtykke mangler').waitFor();
    await page.getByText('Den unge selv: samtykke mangler').waitFor();
    await look('under-18');
    await page.goto(`${path}/haendelse/treatment_started`);
    await save(page, say);
    await page.getByText(say.blocked).first().waitFor();
    for (const whose of ['custody_holder', 'citizen']) {
        await page.goto(`${path}/modtagelse`);
        await page.locator(`main a[href*="f.by=${whose}"][href*=consent_given]`).click();
        assert.ok(await page.locator(`main [name="f.by"][value=${whose}]`).isChecked(), 'filled in by the link');
        await save(page, say);
        await page.waitForURL(/since=/);
    }
    await page.goto(`${path}/haendelse/treatment_started`);
    await save(page, say);
    await page.waitForURL(/since=/);
    assert.deepEqual(complaints, []);
});

test('somebody who lives elsewhere: the payment commitment is asked for, comes, and opens the way', async (t) => {
    const {page, complaints, look} = await atWork(t, 'rebild');
    const path = await openCase(page, say, 'Dan Opdigtet', {on: daysAgo(2), residence: 'other'});
    await page.goto(`${path}/haendelse/treatment_started`);
    await save(page, say);
    await page.getByText(say.blocked).first().waitFor();
    await page.goto(`${path}/modtagelse`);
    await look('anden-kommune');
    await page.getByRole('link', {name: 'Bed om betalingstilsagn'}).click();
    await save(page, say);
    await page.waitForURL(/since=/);
    await page.goto(`${path}/modtagelse`);
    await page.getByRole('link', {name: 'Registrer betalingstilsagn'}).click();
    await save(page, say);
    await page.waitForURL(/since=/);
    await page.goto(`${path}/modtagelse`);
    await page.getByText(/har givet betalingstilsagn/).waitFor();
    await page.goto(`${path}/haendelse/treatment_started`);
    await save(page, say);
    await page.waitForURL(/since=/);
    assert.deepEqual(complaints, []);
});

test('a committee: the agenda by the day of the guarantee, who cannot wait, and the minutes', async (t) => {
    const {page, complaints, look} = await atWork(t, 'randers');
    const open = async (name, days, service) => {
        const path = await openCase(page, say, name, {on: daysAgo(days)});
        await record(page, say, path, 'application_received', {'f.service': service});
        await record(page, say, path, 'assessment_completed', {});
        await recommend(page, path, service);
        return path;
    };
    await page.goto('/udvalg');
    await look('udvalg-tomt');
    await fill(page, 'on', daysAgo(-6));
    await fill(page, 'unit', 'Visitationsudvalget');
    await fill(page, 'members', '');
    await press(page, 'Planlæg mødet');
    await page.getByRole('alert').getByText(/efter funktion/).waitFor();
    assert.equal(await page.locator('main [name=on]').inputValue(), daysAgo(-6), 'what was typed is kept');
    await fill(page, 'members', 'Leder af rusmiddelcentret\nMyndighedsrådgiver');
    await press(page, 'Planlæg mødet');
    await heading(page, /^Møde: /);
    const meeting = new URL(page.url()).pathname;

    const later = await open('Fie Opdigtet', 2, 'residential');
    await page.getByRole('button', {name: 'Sæt på dagsordenen'}).click();
    await page.getByRole('link', {name: 'Fie Opdigtet'}).first().waitFor();
    // Its guarantee runs out before the meeting: found among those that wait, and set apart on the agenda.
    await open('Gorm Opdigtet', 10, 'residential');
    await open('Hans Opdigtet', 10, 'ambulatory');
    await page.goto(meeting);
    await page.getByRole('link', {name: 'Find sager, der venter på en plads'}).click();
    await page.locator('#waiting').waitFor();
    assert.equal(await page.getByText('Hans Opdigtet').count(), 0, 'decided elsewhere by the standard');
    await page.getByRole('button', {name: /^Sæt på dagsordenen Gorm/}).click();
    await page.getByRole('alert').or(page.locator('.alert')).getByText('Kan ikke vente til mødet').waitFor();
    const names = await page.locator('main table tbody tr > :first-child a').allInnerTexts();
    assert.deepEqual(names, ['Gorm Opdigtet', 'Fie Opdigtet'], 'by the day of the guarantee');
    await look('dagsorden');

    await page.goto(`${later}/afgoerelse`);
    await page.goto(meeting);
    await page.getByRole('link', {name: /^Afgør på mødet Fie/}).click();
    assert.equal(await page.locator('main [name=authority]').inputValue(), 'Visitationsudvalget');
    await fill(page, 'result', 'granted');
    await fill(page, 'discretion', 'Ambulant behandling rækker ikke.');
    await press(page, 'Træf afgørelsen');
    await page.getByText(/^\s*Bevilget den/).first().waitFor();
    await page.goto(meeting);
    await page.getByText(/Bevilget den/).waitFor();
    await look('referat');
    await press(page, 'Aflys mødet');
    await page.getByText('Aflyst').first().waitFor();
    assert.deepEqual(complaints, []);
});

test('the same for programs: sheets and meetings over the interface', async (t) => {
    const {page, server, complaints} = await atWork(t, 'broenderslev');
    const path = await openCase(page, say, 'Ida Opdigtet', {on: daysAgo(3)});
    const id = path.split('/').pop();
    const client = new Client(server.address);
    await client.logIn(server.name, server.password);
    let version = Number((await client.get(`cases/${id}`)).body.version);
    const write = async (body) => {
        const answer = await client.send(`cases/${id}/sheets`, body, {version});
        if (answer.status === 200) ({version} = answer.body);
        return answer;
    };
    assert.equal((await write({type: 'area_assessed', item: 'health', fields: {state: 'done', citizen_words: 'Fint.'}})).status, 200);
    const refused = await write({type: 'area_assessed', item: 'health', fields: {state: 'not_possible'}});
    assert.equal(refused.status, 422);
    assert.match(JSON.stringify(refused.body), /reason/);
    assert.equal((await write({type: 'questionnaire_answered', item: 'questionnaire_areas', fields: {'score.physical': 0.25}})).status, 200);
    const refusal = {result: 'refused', reasons: 'Ikke i målgruppen.', facts: 'Ingen stoffer.'};
    assert.equal((await write({type: 'decision_written', stage: 'final', fields: refusal})).status, 409, 'the hearing comes first');
    assert.equal((await write({type: 'decision_written', stage: 'later', fields: {}})).status, 422);
    assert.equal((await write({type: 'nonsense', fields: {}})).status, 422);
    const seen = await client.get(`cases/${id}`);
    const area = seen.body.entries.find((entry) => entry.type === 'area_assessed');
    assert.deepEqual(area.fields, {state: 'done', citizen_words: 'Fint.'});
    await page.goto(`${path}/udredning`);
    await page.getByText('0,25').waitFor();

    const plan = {on: '2031-01-15', unit: 'Visitationen', members: ['Leder'], cases: [id]};
    const planned = await client.send('meetings', plan);
    assert.equal(planned.status, 201, JSON.stringify(planned.body));
    const meeting = await client.get(`meetings/${planned.body.meeting}`);
    assert.equal(meeting.body.agenda[0].case, id);
    assert.equal(meeting.body.agenda[0].cannot_wait, true);
    const changed = await client.send(`meetings/${planned.body.meeting}`, {...plan, called_off: true}, {version: meeting.body.version});
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    assert.equal((await client.get('meetings')).body.meetings[0].called_off, true);
    assert.equal((await client.send('meetings', {on: 'never', unit: ''})).status, 422);
    assert.deepEqual(complaints, []);
});
