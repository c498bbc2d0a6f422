// The parts that need the most care, at the screen: a course without a name from its beginning to the end and the log that
// says nothing of it; the doctor's record, which others do not see; a notification about a child, shown and sent; a contract.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {Client, accountsIn} from './record_client.mjs';
import {binary, root} from './server.mjs';
import {addAccount, daysAgo, fill, logIn, openCase, record, startWorkplace, words} from './workplace.mjs';

const say = words.da;
let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

const press = (page, name) => page.getByRole('button', {name, exact: true}).click();
const atCase = (page) => page.waitForURL((url) => /\/sag\/[^/]+$/.test(url.pathname));
const heading = (page, name) => page.getByRole('heading', {name}).first().waitFor();

async function town(t, municipality) {
    const server = await startWorkplace(municipality);
    t.after(() => server.close());
    const client = new Client(server.address);
    await client.logIn(...Object.entries(accountsIn(server.said()))[1]);
    return {server, client};
}

async function at(t, server, who, options = {}) {
    const opened = await openPage(chromium.browser, server.address, options);
    t.after(() => opened.context.close());
    await logIn(opened.page, {...server, ...who});
    const look = async (name) => {
        await checkAccessibility(opened.page, name);
        await takePictures(opened.page, `care-${name}`);
    };
    return {...opened, look};
}

test('a course without a name: opened, lived through, found with its code, left for help by name', async (t) => {
    const {server, client} = await town(t, 'randers');
    const {page, complaints, look} = await at(t, server, addAccount(server, 'caseworker', 'signe'));
    await page.goto('/arbejde/uden-navn');
    await page.getByText('Der er for få steder at vælge imellem').waitFor();
    const place = {kind: 'public', run_by: 'external', location: 'outside',
                   approvals: [{by: 'Socialtilsyn Nord', from: '2025-01-01', services: ['anonymous']}]};
    await client.send('providers', {...place, name: 'Naboens hus'});
    await client.send('providers', {...place, name: 'Huset', run_by: 'own', location: 'inside'});
    await page.goto('/arbejde/uden-navn');
    assert.equal(await page.getByText('Der er for få steder').count(), 0);
    await look('courses');
    await page.getByRole('link', {name: 'Nyt forløb uden navn'}).click();
    // Nowhere can a name be written: the only lines are a day and the code.
    assert.equal(await page.locator('main textarea').count(), 0);
    assert.deepEqual(await page.locator('main input[type=text]').evaluateAll((all) => all.map((one) => one.name)), ['contact']);
    await fill(page, 'substance', 'drugs');
    await fill(page, 'adult', 'yes');
    await fill(page, 'other_needs', 'yes');
    await page.getByRole('radio', {name: /Naboens hus/}).check();
    await press(page, 'Begynd forløbet');
    await page.getByText('Tilbyd hjælp i borgerens eget navn.', {exact: false}).waitFor();
    await look('course-blocked');
    await fill(page, 'other_needs', 'no');
    await press(page, 'Begynd forløbet');
    await heading(page, /Forløb .* er begyndt/);
    const code = (await page.locator('.return-code').textContent()).trim();
    assert.equal(code.split(' ').length, 6);
    await look('course-code');
    await page.getByRole('link', {name: 'Gå til forløbet'}).click();
    const number = page.url().split('/').at(-1);
    assert.equal(await page.getByText(code).count(), 0, 'the code is said once');
    for (const step of ['begun', 'group', 'closing']) {
        await fill(page, 'step', step);
        await press(page, 'Gem');
        await page.locator('.course-history').waitFor();
    }
    await fill(page, 'step', 'group');
    await press(page, 'Gem');
    await page.getByText('Reglerne tillader det ikke').waitFor();
    await look('course');
    // No word of letters, complaints or follow-ups in such a course.
    const text = await page.locator('main').innerText();
    assert.doesNotMatch(text, /Ankestyrelsen|klag/i);
    await page.goto('/arbejde/uden-navn');
    await fill(page, 'code', code.toUpperCase());
    await press(page, 'Find forløbet');
    await heading(page, `Forløb ${number}`);
    await fill(page, 'says_so', 'yes');
    await fill(page, 'code', 'abe abe abe abe abe abe');
    await press(page, 'Afslut forløbet her');
    await page.getByText('Koden hører ikke til dette forløb.').first().waitFor();
    await fill(page, 'says_so', 'yes');
    await fill(page, 'code', code);
    await press(page, 'Afslut forløbet her');
    await heading(page, 'Forløbet er slut');
    assert.equal(await page.getByText(number).count(), 0);
    await look('course-left');
    // Whoever reads what the server wrote down finds neither the pages nor the number.
    const log = server.said() + server.log();
    assert.match(log, /\/log-ind/);
    assert.doesNotMatch(log, /uden-navn|without-name/);
    assert.ok(!log.includes(number));
    const doctor = await at(t, server, addAccount(server, 'leader', 'leder'));
    assert.equal((await doctor.page.goto(`/arbejde/uden-navn/${number}`)).status(), 403);
    const verified = execFileSync(binary, ['--language', 'da', 'verify', '--data', server.data], {cwd: root, encoding: 'utf8'});
    assert.match(verified, /Forløb uden navn:\n0730: kæden holder/);
    assert.deepEqual(complaints, []);
});

test('alcohol without a name keeps the fourteen days', async (t) => {
    const {server, client} = await town(t, 'rebild');
    const {page, look} = await at(t, server, addAccount(server, 'caseworker', 'signe'));
    for (const location of ['outside', 'inside'])
        await client.send('providers', {name: `Sted ${location}`, kind: 'public', run_by: 'own', location,
                                        approvals: [{by: 'Tilsynet', from: '2025-01-01', services: ['anonymous']}]});
    await page.goto('/arbejde/uden-navn/nyt');
    await fill(page, 'substance', 'alcohol');
    await fill(page, 'adult', 'yes');
    await fill(page, 'other_needs', 'yes');
    await page.getByRole('radio', {name: /Sted inside/}).check();
    await fill(page, 'contact', daysAgo(3));
    await press(page, 'Begynd forløbet');
    await page.getByRole('link', {name: 'Gå til forløbet'}).click();
    await page.getByText('Dagen gemmes').waitFor();
    await page.getByRole('heading', {name: /Garantien for alkoholbehandling/}).first().waitFor();
    await look('alcohol');
});

test('the doctor writes in a record that the caseworker cannot read', async (t) => {
    const {server} = await town(t, 'rebild');
    const caseworker = await at(t, server, addAccount(server, 'caseworker', 'signe'));
    const path = await openCase(caseworker.page, say, 'Eva Opdigtet', {on: daysAgo(20)});
    const doctor = await at(t, server, addAccount(server, 'doctor', 'lone'));
    const {page, look, complaints} = doctor;
    await page.goto(`${path}`);
    await page.getByRole('link', {name: 'Sundhedsjournal'}).click();
    await heading(page, 'Sundhedsjournal');
    await page.getByText('Styrelsen for Patientklager').first().waitFor();
    await page.getByRole('link', {name: 'Lægens beslutning om medicin'}).click();
    await look('health-decision');
    await fill(page, 'result', 'granted');
    await fill(page, 'profession', 'doctor');
    await press(page, 'Gem i journalen');
    await page.getByRole('alert').first().waitFor();
    await fill(page, 'preparation', 'Blåregn');
    await fill(page, 'cheapest', 'yes');
    await fill(page, 'handout_place', 'Klinikken');
    await fill(page, 'social_support', 'Samtaler hver uge');
    const parts = page.locator('main textarea[name^="part."]');
    for (let i = 0; i < await parts.count(); ++i) await parts.nth(i).fill('Aftalt.');
    await press(page, 'Gem i journalen');
    await page.getByText('Samtaler hver uge').waitFor();
    await page.getByText('Medicinen gives uden social behandling').waitFor();
    await look('health');
    await caseworker.page.goto(path);
    await caseworker.page.getByText('Lægegennemgang', {exact: false}).first().waitFor({state: 'attached'});
    assert.ok(await caseworker.page.getByText('Substitutionsbehandling begyndt').count() > 0);
    assert.equal(await caseworker.page.getByText('Blåregn').count(), 0);
    assert.equal(await caseworker.page.getByRole('link', {name: 'Sundhedsjournal'}).count(), 0);
    assert.equal((await caseworker.page.goto(`${path}/journal`)).status(), 403);
    assert.equal((await caseworker.page.goto(`${path}/journal/note`)).status(), 403);
    assert.deepEqual(complaints, []);
});

test('a notification is shown, sent and confirmed; a contract is signed and ended', async (t) => {
    const {server} = await town(t, 'broenderslev');
    const {page, look, complaints} = await at(t, server, addAccount(server, 'caseworker', 'signe'));
    const path = await openCase(page, say, 'Eva Opdigtet', {on: daysAgo(20)});
    await page.goto(`${path}/boern`);
    await page.getByRole('link', {name: 'Skriv et barn op'}).click();
    await fill(page, 'f.born', '1-5-2020');
    await fill(page, 'f.at_home', 'yes');
    await press(page, 'Gem');
    await page.waitForURL(/since=/);
    await record(page, say, path, 'family_effort_offered', {'f.accepted': 'yes'});
    await page.goto(`${path}/underretning`);
    await fill(page, 'recipient', 'Familieafdelingen');
    await fill(page, 'child', 'Bo, født 1. maj 2020');
    await fill(page, 'child_facts', 'Bo var alene hjemme kl. 20.');
    await fill(page, 'facts_only', 'yes');
    await press(page, 'Send underretningen');
    await page.getByText('Vis borgeren underretningen først', {exact: false}).first().waitFor();
    await look('concern-unshown');
    await press(page, 'Gem kladden');
    await page.getByText('Borgeren har ikke set den', {exact: true}).waitFor();
    await press(page, 'Borgeren har læst den');
    await atCase(page);
    await page.goto(`${path}/underretning`);
    await page.getByText('Borgeren har set den', {exact: true}).waitFor();
    await press(page, 'Send underretningen');
    await page.waitForURL(/boern/);
    await page.getByText('Kvittering for en underretning').first().waitFor();
    await look('children');
    await page.getByRole('button', {name: /^Kvitteringen for/}).click();
    await atCase(page);
    await page.goto(`${path}/boern`);
    await heading(page, 'Underretninger');
    assert.equal(await page.getByRole('button', {name: /^Kvitteringen for/}).count(), 0);
    await page.goto(`${path}/kontrakt`);
    await look('contract');
    await fill(page, 'voluntary', 'yes');
    await fill(page, 'provider', 'Et døgnsted');
    await fill(page, 'until', daysAgo(-30));
    await fill(page, 'terms', 'Hun kan holdes tilbage i behandlingen.');
    await fill(page, 'who_may_end', 'Hun selv og kommunen.');
    await press(page, 'Kontrakten er underskrevet');
    await page.getByText('Et spørgsmål i sagen skal besvares', {exact: false}).first().waitFor();
    await look('contract-blocked');
    await page.getByRole('link', {name: /gravid\?/}).click();
    await fill(page, 'value', 'yes');
    await press(page, 'Gem');
    await atCase(page);
    await page.goto(`${path}/kontrakt`);
    await fill(page, 'voluntary', 'yes');
    await fill(page, 'provider', 'Et døgnsted');
    await fill(page, 'until', daysAgo(-400));
    await fill(page, 'terms', 'Hun kan holdes tilbage i behandlingen.');
    await fill(page, 'who_may_end', 'Hun selv og kommunen.');
    await press(page, 'Kontrakten er underskrevet');
    await page.getByText('Kontrakten kan højst løbe til', {exact: false}).first().waitFor();
    await fill(page, 'until', daysAgo(-30));
    await press(page, 'Kontrakten er underskrevet');
    await page.getByText('Kontrakten varer højst et halvt år').first().waitFor();
    await look('contract-running');
    await page.getByRole('link', {name: 'Kontrakten er ophørt'}).click();
    await fill(page, 'f.by', 'citizen');
    await press(page, 'Gem');
    await atCase(page);
    await page.goto(`${path}/kontrakt`);
    await page.getByRole('button', {name: 'Kontrakten er underskrevet'}).waitFor();
    assert.deepEqual(complaints, []);
});
