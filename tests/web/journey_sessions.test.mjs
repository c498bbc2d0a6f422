// A day at a centre: appointments, who came, what is measured, gift cards, groups, reminders, one's own calendar.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import {checkAccessibility, openBrowser, openPage, sizes, takePictures} from './browser.mjs';
import {Client, daysAgo as isoDaysAgo} from './record_client.mjs';
import {daysAgo, fill, logIn, openCase, record, startWorkplace, words} from './workplace.mjs';

const da = words.da, en = words.en;
let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

const press = (page, name) => page.getByRole('button', {name, exact: true}).click();
const shows = (page, text) => page.locator('main').getByText(text).first().waitFor();
const number = (path) => path.split('/').pop();

async function arrive(t, municipality, options = {}) {
    const server = await startWorkplace(municipality);
    t.after(() => server.close());
    const {page, context} = await openPage(chromium.browser, server.address, options);
    t.after(() => context.close());
    return {server, page};
}

/** Plans an appointment through its form and gives the path of its page. */
async function plan(page, query, fields, go = 'Planlæg', form = '/kalender/ny') {
    await page.goto(`${form}?${new URLSearchParams(query)}`);
    for (const [name, value] of Object.entries(fields)) await fill(page, name, value);
    await press(page, go);
    await page.waitForURL(/\/(aftale|appointment)\//);
    return new URL(page.url()).pathname;
}

test('Randers: MOVE with gift cards, TEM at the session, a no-show, and a drawer that adds up', async (t) => {
    const {server, page} = await arrive(t, 'randers');
    await logIn(page, server);
    const path = await openCase(page, da, 'Anne Opdigt');
    await record(page, da, path, 'treatment_started', {'f.service': 'ambulatory', 'f.provider': 'own', 'f.programme': 'MOVE', on: daysAgo(7)});

    await plan(page, {case: number(path)}, {time: '9', times: '2', place: 'Lokale 2'});
    await shows(page, '2 aftaler er planlagt');
    await checkAccessibility(page, 'appointment');
    await takePictures(page, 'appointment');
    await press(page, 'Mødt');
    await page.getByRole('link', {name: 'Aftal næste gang'}).waitFor();
    await page.locator('.attendance .badge-success').waitFor();

    // At the same time as the first: shown, not forbidden.
    await plan(page, {case: number(path)}, {time: '9.30'});
    await shows(page, 'Samtidig med en anden aftale');
    await press(page, 'Mødt');
    await page.locator('.attendance .badge-success').waitFor();

    await page.goto(`${path}/samtaler`);
    await shows(page, 'Samtaler uden svar fra borgeren');
    await page.getByRole('link', {name: 'Udfyld nu'}).click();
    for (const [mark, value] of [['wellbeing', '3'], ['daily_life', '4'], ['people', '5'], ['control', '2']]) await fill(page, `mark.${mark}`, value);
    await fill(page, 'on', daysAgo(7));
    await press(page, 'Gem');
    await shows(page, 'Det er gemt');
    await page.getByRole('link', {name: 'Udfyld nu'}).click();
    await checkAccessibility(page, 'measure');
    await takePictures(page, 'measure');
    for (const [mark, value] of [['wellbeing', '6'], ['daily_life', '5'], ['people', '5'], ['control', '7'], ['help', '8']]) await fill(page, `mark.${mark}`, value);
    await press(page, 'Gem');
    await shows(page, 'Det er gemt');
    assert.equal(await page.locator('.curve svg polyline').count(), 4, 'a question answered once has a point and no line');
    await page.getByRole('img', {name: 'Hvor godt har du haft det?: 3, 6'}).waitFor();
    await checkAccessibility(page, 'sessions');
    await takePictures(page, 'sessions');

    // The drawer is empty, which is said; then ten come.
    await page.goto(`${path}/gavekort`);
    await shows(page, 'Der er ingen kort på lager');
    await page.goto('/gavekort');
    await fill(page, 'cards', '10');
    await fill(page, 'amount', '200');
    await press(page, 'Gem');
    await shows(page, '10 kort på lager');
    await page.goto(`${path}/gavekort`);
    await checkAccessibility(page, 'gift cards of a case');
    await fill(page, 'number', 'K-0001');
    await press(page, 'Udlever kort på 200 kr.');
    await shows(page, 'Kortet er udleveret');
    await page.getByRole('link', {name: 'Kvittering for gavekort'}).waitFor();
    await takePictures(page, 'gift-cards-case');

    // The next takes two more attendances, and staying away is none.
    await plan(page, {case: number(path)}, {time: '13'});
    await press(page, 'Udeblevet uden afbud');
    await page.locator('.attendance .badge-warning').waitFor();
    await page.goto(`${path}/gavekort`);
    await shows(page, 'Der kan ikke udleveres et kort nu');
    await fill(page, 'number', 'K-0002');
    await press(page, 'Udlever kort på 200 kr.');
    await shows(page, da.blocked);
    assert.equal(await page.locator('main form [name=number]').inputValue(), 'K-0002');
    await checkAccessibility(page, 'gift card refused');
    await takePictures(page, 'gift-card-refused');

    await page.goto('/gavekort');
    await shows(page, 'Stemmer. 9 kort på lager.');
    await fill(page, 'move', 'counted');
    await fill(page, 'cards', '8');
    await fill(page, 'amount', '200');
    await press(page, 'Gem');
    await shows(page, 'stemmer ikke');
    await checkAccessibility(page, 'gift card book');
    await takePictures(page, 'gift-card-book');
    const csv = await (await page.request.get('/gavekort/afstemning.csv')).text();
    const lines = csv.trim().split('\r\n').map((line) => line.split(';'));
    assert.deepEqual(lines.map((line) => line[4]), ['Lager', '10', '9', '8']);
    assert.equal(lines[2][6], number(path));

    await page.locator('.language-link').first().click();
    await page.locator('html[lang=en]').waitFor();
    await page.goto(`/en/case/${number(path)}/sessions`);
    await shows(page, 'Well-being and effect at every talk');
    await checkAccessibility(page, 'sessions in English');
    await takePictures(page, 'sessions-en');
});

test('Rebild: ten talks, then a new visitation; relatives are counted each', async (t) => {
    const {server, page} = await arrive(t, 'rebild');
    await logIn(page, server, en);
    const path = await openCase(page, en, 'Bo Opdigt');
    await record(page, en, path, 'treatment_started', {'f.service': 'ambulatory', 'f.provider': 'own', on: daysAgo(40)});
    for (let talk = 0; talk < 9; ++talk) await record(page, en, path, 'session_held', {on: daysAgo(30 - 3 * talk)});

    // Two agreed, one left: said beforehand.
    const tenth = await plan(page, {case: number(path), kind: 'individual'}, {time: '9:00', times: '2'}, 'Plan', '/en/calendar/new');
    await page.goto(`${path}/sessions`);
    await shows(page, '1 left by the rule, and 2 are agreed');
    await checkAccessibility(page, 'before the limit');
    await takePictures(page, 'before-the-limit');
    await page.goto(tenth);
    await press(page, 'Came');
    await page.locator('.attendance .badge-success').waitFor();

    // At the limit the next step is a link, and what happened all the same can be recorded.
    await plan(page, {case: number(path)}, {time: '11'}, 'Plan', '/en/calendar/new');
    await shows(page, 'The limit is reached');
    await page.locator('.alert a[href*="/decision"], .alert a[href*="decision_made"]').first().waitFor();
    await press(page, 'Came');
    await shows(page, en.blocked);
    await checkAccessibility(page, 'at the limit');
    await takePictures(page, 'at-the-limit');
    await record(page, en, path, 'decision_made', {'f.result': 'granted', on: daysAgo(0)});
    await page.goto('/en/calendar');
    await page.locator('.appointment', {hasText: '11.00'}).getByRole('link').click();
    await press(page, 'Came');
    await page.locator('.attendance .badge-success').waitFor();

    for (const [time, who] of [['12', 'Karen'], ['13', 'Karen'], ['14', 'Karen'], ['15', 'Ole']]) {
        await plan(page, {case: number(path)}, {time, kind: 'relative'}, 'Plan', '/en/calendar/new');
        await press(page, 'Came');
        await page.locator('.form-error-message').waitFor();
        await page.locator('main [name^="person."]').fill(who);
        await press(page, 'Came');
        await page.locator('.attendance .badge-success').waitFor();
    }
    // Whoever has had theirs is stopped; another relative was not.
    await plan(page, {case: number(path)}, {time: '16', kind: 'relative'}, 'Plan', '/en/calendar/new');
    await page.locator('main [name^="person."]').fill('Karen');
    await press(page, 'Came');
    await shows(page, en.blocked);
    await page.goto(`${path}/sessions`);
    await shows(page, /\(Karen\): 3 of at most 3/);
    await shows(page, /\(Ole\): 1 of at most 3/);
});

test('Brønderslev: a group on one page, without scripts and by keyboard', async (t) => {
    const {server, page} = await arrive(t, 'broenderslev', {javaScriptEnabled: false});
    await logIn(page, server);
    const anne = await openCase(page, da, 'Anne Opdigt'), bo = await openCase(page, da, 'Bo Opdigt'), eva = await openCase(page, da, 'Eva Opdigt');
    await page.goto('/grupper');
    await press(page, 'Opret gruppen');
    await page.locator('.form-error-message').waitFor();
    await fill(page, 'name', 'Tirsdagsholdet');
    await fill(page, 'service', 'day');
    await fill(page, 'place', 'Salen');
    await press(page, 'Opret gruppen');
    await shows(page, 'Standarden regner med 8-10 deltagere.');
    await fill(page, 'case', '26-NONE');
    await press(page, 'Sæt i gruppen');
    await page.locator('.form-error-message').waitFor();
    for (const path of [anne, bo, eva]) {
        await page.getByLabel('Sagens nummer').fill(number(path));
        await page.getByLabel('Sagens nummer').press('Enter');
        await page.locator('.group-members', {hasText: number(path)}).waitFor();
    }
    await shows(page, 'Færre end standarden regner med');
    await takePictures(page, 'group');

    await page.getByRole('link', {name: 'Planlæg aftale'}).click();
    await fill(page, 'time', '10');
    await fill(page, 'minutes', '90');
    await press(page, 'Planlæg');
    await shows(page, 'Tirsdagsholdet');
    await takePictures(page, 'group-attendance');
    await page.locator(`main [name="attendance.${number(bo)}"][value=stayed_away]`).check();
    await page.locator(`main [name="attendance.${number(eva)}"][value=""]`).check();
    await page.getByRole('button', {name: 'Gem fremmøde'}).press('Enter');
    await page.locator('.attendance').waitFor();
    assert.equal(await page.locator('.attendance li').count(), 2);

    await page.goto('/kalender');
    await page.locator('.appointment', {hasText: 'Fremmøde mangler: 1'}).waitFor();
    await takePictures(page, 'calendar');
    await page.setViewportSize(sizes.phone);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360).catch(() => true));
});

test('Two at once: the second sees that the appointment was called off', async (t) => {
    const {server, page} = await arrive(t, 'thisted');
    await logIn(page, server);
    const path = await openCase(page, da, 'Anne Opdigt');
    const appointment = await plan(page, {case: number(path)}, {time: '9.15', way: 'video'});
    const other = await page.context().newPage();
    await other.goto(appointment);
    await press(page, 'Aflys aftalen');
    await shows(page, 'Aflyst');
    await press(other, 'Aflys aftalen');
    await shows(other, 'Aftalen er ændret af en anden');
    await checkAccessibility(other, 'changed meanwhile');
    await page.goto('/kalender?of=all');
    await checkAccessibility(page, 'calendar');
    await page.goto('/kalender/ny');
    await press(page, 'Planlæg');
    await page.locator('.form-error-message').first().waitFor();
    await checkAccessibility(page, 'planning refused');
    await takePictures(page, 'planning-refused');
});

test('A reminder says nothing a stranger may read, and one\'s own calendar is read by a calendar program', async (t) => {
    const {server, page} = await arrive(t, 'randers');
    await logIn(page, server);
    const path = await openCase(page, da, 'Anne Opdigt');
    const tomorrow = daysAgo(-1);
    await plan(page, {case: number(path)}, {time: '9.30', on: tomorrow, place: 'Lokale 2'});
    await page.goto(`${path}/paamindelse`);
    await fill(page, 'wants', 'yes');
    await fill(page, 'to', '20304050');
    await press(page, 'Gem');
    await page.locator('.form-error-message').waitFor();
    await fill(page, 'safe', 'yes');
    await checkAccessibility(page, 'reminder refused');
    await press(page, 'Gem');
    await shows(page, 'Borgeren vil have påmindelser: SMS til 20304050');
    await takePictures(page, 'reminder-wish');
    await page.goto('/paamindelser');
    await shows(page, 'Husk din aftale');
    await press(page, 'Læg 1 påmindelse i udbakken');
    await shows(page, '1 påmindelse er lagt i udbakken');
    await checkAccessibility(page, 'reminders');
    await takePictures(page, 'reminders');

    await page.goto('/kalender/abonnement');
    await press(page, 'Lav en adresse');
    const address = await page.locator('.feed-address').textContent();
    await checkAccessibility(page, 'subscription');
    await takePictures(page, 'subscription');
    const answer = await fetch(address);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/calendar/);
    const text = await answer.text();
    assert.ok(!/Anne|Opdigt|Lokale/.test(text), 'no name and no place');
    const calendar = new ICAL.Component(ICAL.parse(text));
    for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
    const timed = events.filter((event) => !event.startDate.isDate);
    assert.equal(timed.length, 1);
    assert.equal(timed[0].summary, `Individuel samtale (${number(path)})`);
    const [day, month, year] = tomorrow.split('-').map(Number);
    const start = timed[0].startDate;
    assert.deepEqual([start.year, start.month, start.day, start.hour, start.minute], [year, month, day, 9, 30]);
    const utc = start.toJSDate();
    const there = new Intl.DateTimeFormat('da-DK', {timeZone: 'Europe/Copenhagen', hour: '2-digit', minute: '2-digit'}).format(utc);
    assert.equal(there, '09.30');
    assert.equal(timed[0].endDate.hour, 10);

    await page.goto('/kalender/abonnement');
    await press(page, 'Luk adressen');
    await page.getByRole('button', {name: 'Lav en adresse'}).waitFor();
    assert.equal((await fetch(address)).status, 404);
    assert.ok(!server.log().includes(address.split('/').pop()), 'the secret stands in no log');
});

test('the same for programs: a group, an appointment of it, who came, and what is wrong at its place', async (t) => {
    const {server, page} = await arrive(t, 'randers');
    await logIn(page, server);
    const id = number(await openCase(page, da, 'Anne Opdigt'));
    const client = new Client(server.address);
    await client.logIn(server.name, server.password);
    const {body: {colleagues: [{account: caseworker}]}} = await client.get('colleagues');
    const made = await client.send('groups', {name: 'Tirsdagsholdet', members: [{case: id, from: '2026-01-01'}]});
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const [{id: group}] = made.body.written;
    const wrong = await client.send('groups', {name: 'X', members: [{case: id, from: 'tirsdag'}], ended_on: 'aldrig'});
    assert.equal(wrong.status, 422);
    assert.deepEqual(wrong.body.errors.map((one) => one.pointer).sort(), ['/ended_on', '/members/0/from']);
    const plan = {on: isoDaysAgo(0), time: '10:00', minutes: 60, kind: 'group', way: 'in_person', caseworker, group};
    const planned = await client.send('appointments', plan);
    assert.equal(planned.status, 201, JSON.stringify(planned.body));
    const [{id: appointment, version}] = planned.body.written;
    assert.equal((await client.send('appointments', {...plan, on: 'i dag'})).status, 422);
    assert.equal((await client.send(`appointments/${appointment}`, {...plan, place: 'Salen'})).status, 428, 'which version was seen');
    const moved = await client.send(`appointments/${appointment}`, {...plan, place: 'Salen'}, {version});
    assert.equal(moved.status, 200, JSON.stringify(moved.body));
    const attendance = (body) => client.send(`appointments/${appointment}/attendance`, {case: id, attendance: 'attended', ...body});
    assert.equal((await attendance({timing: 'perhaps'})).status, 422, 'a word that is none is not taken for another');
    assert.equal((await attendance({timing: 'has_happened'})).status, 200);
    assert.equal((await client.get(`appointments/${appointment}`)).body.participants[0].attendance, 'attended');
});
