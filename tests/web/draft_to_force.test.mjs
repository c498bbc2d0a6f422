// A policy owner takes a standard from draft to force: a figure, two wordings, two committees, and a case on a day before
// and a day after.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {accountsIn, dataFolder} from './record_client.mjs';
import {startServer} from './server.mjs';

let chromium, folder, server, passwords;
before(async () => {
    chromium = await openBrowser();
    folder = dataFolder();
    server = await startServer('--data', folder.path, '--demonstration');
    passwords = accountsIn(server.said());
});
after(async () => {
    await chromium?.close();
    assert.deepEqual(await server?.stop(), {code: 0, signal: null});
    folder?.remove();
});

/** "3-12-2026": so many days from today in Copenhagen. */
function daysOn(days) {
    const today = new Intl.DateTimeFormat('en-CA', {timeZone: 'Europe/Copenhagen'}).format(new Date());
    const day = new Date(`${today}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + days);
    return day;
}
const typed = (day) => `${day.getUTCDate()}-${day.getUTCMonth() + 1}-${day.getUTCFullYear()}`;
const iso = (day) => day.toISOString().slice(0, 10);
const long = (day) => new Intl.DateTimeFormat('da-DK', {timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric'})
    .format(day);

async function policyOwner(t, name, start = '/log-ind') {
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    t.after(() => context.close());
    await page.goto(start);
    await page.locator('main [name=name]').fill(name);
    await page.locator('main [name=password]').fill(passwords[name]);
    await page.locator('main button').click();
    await page.locator('h1').waitFor();
    return {page, complaints};
}

const press = (scope, name) => scope.getByRole('button', {name, exact: true}).first().click();
const look = async (page, name) => {
    await checkAccessibility(page, name);
    await takePictures(page, `draft-${name}`);
};
/** Looks at the same page in the other language, and comes back. */
async function lookInEnglish(page, name) {
    await page.locator('.language-link').click();
    await page.locator('html[lang=en]').waitFor();
    await look(page, `${name}-en`);
    await page.goBack();
}

test('from draft to force: a figure, wordings, two committees, and cases before and after', async (t) => {
    const {page, complaints} = await policyOwner(t, 'regler.rebild');
    const from = daysOn(10);
    assert.equal(new URL(page.url()).pathname, '/regelboeger', 'whoever has no cases begins with the rulebooks');
    await look(page, 'list');
    await lookInEnglish(page, 'list');
    await page.locator('main [name=from]').fill('i overmorgen');
    await press(page, 'Begynd udkastet');
    await page.getByRole('alert').waitFor();
    assert.equal(await page.locator('main [name=from]').inputValue(), 'i overmorgen', 'what was typed is kept');
    await page.locator('main [name=from]').fill(typed(from));
    await press(page, 'Begynd udkastet');
    await page.getByRole('heading', {level: 1, name: 'Udkast 1'}).waitFor();
    await page.getByText('Skriv mindst ét udvalg').waitFor();
    await look(page, 'overview');
    await lookInEnglish(page, 'overview');

    // A wrong figure is refused with its place; what was typed stays, and nothing is saved.
    await page.getByRole('link', {name: 'Behandling inden 14 dage', exact: true}).first().click();
    const within = page.locator('main [name=within]');
    assert.equal(await within.inputValue(), 'P14D');
    await look(page, 'rule');
    await within.fill('10 dage');
    await press(page, 'Gem');
    await page.getByRole('alert').getByText(/Linje \d+, tegn \d+/).waitFor();
    assert.equal(await within.inputValue(), '10 dage');
    assert.equal(await within.getAttribute('aria-invalid'), 'true');
    await look(page, 'rule-mistake');
    await within.fill('P10D');
    await page.locator('main [name="title.da"]').fill('Behandling inden 10 dage');
    await press(page, 'Tjek uden at gemme');
    await page.getByText('Den er ikke gemt endnu').waitFor();
    assert.equal(await within.inputValue(), 'P10D');
    await press(page, 'Gem');
    await page.getByRole('heading', {name: 'Gemt'}).waitFor();
    await lookInEnglish(page, 'rule');

    // Only the lines of what was changed are others: comments and order are as they were.
    const shipped = readFileSync(new URL('../../rulebooks/standards/rebild/2024-01-01.yaml', import.meta.url), 'utf8').split('\n');
    const file = async () => (await (await page.request.get('/regelboeger/1/fil')).text()).split('\n');
    const changed = (await file()).filter((line) => !shipped.includes(line));
    assert.deepEqual(changed, [`edition: ${iso(from)}`,
        '  title: {da: Behandling inden 10 dage, en: Treatment within 14 days}', '  within: P10D']);

    // Each pair of wordings: one is accepted, with a reason.
    await page.getByRole('link', {name: 'Ordlyde', exact: true}).click();
    await look(page, 'wordings');
    await lookInEnglish(page, 'wordings');
    const pairs = page.locator('section.wordings');
    const count = await pairs.count();
    assert.ok(count > 5, `${count} pairs`);
    const yearly = page.locator('#f-rule-revision');
    await yearly.getByRole('button', {name: 'Vælg denne ordlyd'}).nth(1).click();
    await page.getByRole('alert').getByText('Skriv en begrundelse').waitFor();
    for (let i = 0; i < count; i += 1) {
        const pair = pairs.nth(i);
        const isRevision = await pair.getAttribute('id') === 'f-rule-revision';
        await pair.locator('input.form-input').fill(isRevision ? 'Rådet vil se den hvert år' : 'Den indsatte gælder');
        await Promise.all([page.waitForNavigation(),
            pair.getByRole('button', {name: 'Vælg denne ordlyd'}).nth(isRevision ? 1 : 0).click()]);
    }
    await yearly.getByText('Rådet vil se den hvert år').first().waitFor();
    assert.equal(await yearly.locator('.wording-followed').getByText('hvert år').count() > 0, true);
    const text = (await file()).join('\n');
    assert.match(text, /title: \{da: Standarden ses efter hvert år/);
    assert.match(text, /# --- Who it is for/);

    await page.getByRole('link', {name: 'Tvivl', exact: true}).click();
    await look(page, 'doubts');
    const doubt = page.locator('#f-doubt-plan-made');
    await doubt.locator('summary').click();
    await doubt.locator('input.form-input').fill('Besluttet i styregruppen');
    await press(doubt, 'Bekræft læsningen');
    await doubt.getByText('Vera Opdigt (regelansvarlig)').waitFor();
    for (const [tab, name] of [['Læs', 'read'], ['Hvad ændres', 'try'], ['Kilder', 'sources'], ['Historie', 'history']]) {
        await page.getByRole('link', {name: tab, exact: true}).click();
        await look(page, name);
    }
    await page.getByRole('link', {name: 'Hvad ændres', exact: true}).click();
    await page.getByRole('cell', {name: '10 dage'}).first().waitFor();

    await page.getByRole('link', {name: 'Oversigt og regler', exact: true}).click();
    for (const committee of ['Udvalget for Sundhed', 'Børneudvalget']) {
        await page.locator('main [name=committee]').fill(committee);
        await press(page, 'Tilføj udvalget');
        await page.getByRole('heading', {level: 3, name: committee}).waitFor();
    }
    assert.equal(await page.getByRole('button', {name: 'Sæt i kraft'}).count(), 0, 'not before it is approved');
    for (const committee of ['Udvalget for Sundhed', 'Børneudvalget']) {
        const panel = page.locator('.panel').filter({has: page.getByRole('heading', {name: committee})});
        await panel.locator('input.form-input').fill('i dag');
        await press(panel, 'Noter godkendelsen');
        await panel.getByText('noteret af Vera Opdigt').waitFor();
    }
    await look(page, 'approved');
    await press(page, 'Sæt i kraft');
    await page.getByRole('heading', {name: 'Udkastet er sat i kraft'}).waitFor();
    await page.getByText('Fra nu af svarer hele siden').waitFor();
    await look(page, 'in-force');
    const edition = readFileSync(join(folder.path, `rulebooks/standards/rebild/${iso(from)}.yaml`), 'utf8');
    assert.equal(edition, (await file()).join('\n'), 'the edition is the draft');

    // Somebody who asks on a day before is answered by the old edition, on a day after by the new one.
    const answer = async (contact, days) => {
        await page.goto('/mine-datoer?municipality=rebild');
        await page.getByRole('group', {name: 'Er du fyldt 18 år?'}).getByLabel('Ja').check();
        await page.getByRole('button', {name: 'Videre til datoerne'}).click();
        const row = page.getByRole('group', {name: 'Hændelse 1'});
        await row.getByLabel('Hvad skete der?').selectOption({label: 'Henvendelse til kommunen om hjælp'});
        await row.getByLabel('Hvilken dag?').fill(typed(contact));
        await page.getByLabel('Hvilken dag skal svaret gælde for?').fill(typed(contact));
        await page.getByRole('button', {name: 'Vis datoerne'}).last().click();
        await page.getByRole('heading', {level: 1, name: 'Dine datoer i Rebild'}).waitFor();
        const due = new Date(contact);
        due.setUTCDate(due.getUTCDate() + days);
        return page.getByText(long(due)).count();
    };
    assert.ok(await answer(daysOn(5), 14) > 0, 'the old figure on a day before');
    assert.equal(await answer(daysOn(5), 10), 0, 'not the new one');
    assert.ok(await answer(daysOn(12), 10) > 0, 'the new figure on a day after');
    await page.getByRole('heading', {name: 'Behandling inden 10 dage'}).or(page.getByText('Senest')).first().waitFor();
    await takePictures(page, 'draft-answer-after');
    assert.deepEqual(complaints, []);
});

test('two people at once: the second sees what changed and loses nothing', async (t) => {
    const first = await policyOwner(t, 'regler.randers');
    await first.page.locator('main [name=from]').fill(typed(daysOn(30)));
    await press(first.page, 'Begynd udkastet');
    await first.page.goto('/regelboeger/1/regel/plan_review');
    const second = await policyOwner(t, 'regler.randers');
    await second.page.goto('/regelboeger/1/regel/plan_review');
    await first.page.locator('main [name=every]').fill('P5M');
    await press(first.page, 'Gem');
    await first.page.getByRole('heading', {name: 'Gemt'}).waitFor();
    await second.page.locator('main [name="title.da"]').fill('Planen ses efter');
    await press(second.page, 'Gem');
    await second.page.getByRole('heading', {name: 'En anden har gemt imens'}).waitFor();
    assert.equal(await second.page.locator('main [name="title.da"]').inputValue(), 'Planen ses efter');
    assert.equal(await second.page.locator('main [name=every]').inputValue(), 'P5M', 'what only the other one changed');
    await look(second.page, 'conflict');
    await press(second.page, 'Gem');
    await second.page.getByRole('heading', {name: 'Gemt'}).waitFor();
    assert.equal(await second.page.locator('main [name=every]').inputValue(), 'P5M');
    assert.deepEqual([first.complaints, second.complaints], [[], []]);
});

test('a rule is added and removed, and a doubt of the edition in force is confirmed for everybody', async (t) => {
    const {page, complaints} = await policyOwner(t, 'regler.mariagerfjord', '/en/log-in');
    assert.equal(new URL(page.url()).pathname, '/en/rulebooks');
    await page.locator('main [name=from]').fill(typed(daysOn(40)));
    await press(page, 'Begin the draft');
    await page.getByRole('link', {name: 'New rule'}).click();
    await press(page, 'Continue');
    await page.getByRole('alert').waitFor();
    await page.locator('main [name=name]').fill('Talks with neighbours');
    await page.locator('main [name=form][value=duty]').check();
    await look(page, 'new-rule-en');
    await press(page, 'Continue');
    await page.locator('main [name="title.da"]').fill('Samtaler med naboer');
    await page.locator('main [name="title.en"]').fill('Talks with neighbours');
    await page.locator('main [name="text.da"]').fill('Naboer får en samtale.');
    await page.locator('main [name="text.en"]').fill('Neighbours get a talk.');
    await press(page, 'Save');
    await page.getByRole('alert').waitFor();
    assert.equal(await page.locator('main [name="title.en"]').inputValue(), 'Talks with neighbours', 'nothing is lost');
    await page.locator('main [name=party]').fill('provider');
    const sources = page.locator('main [name="cite.0.source"]');
    await sources.selectOption({index: 1});
    await page.locator('main [name="cite.0.paragraph"]').fill('4');
    await press(page, 'Save');
    await page.getByRole('heading', {name: 'Saved'}).waitFor();
    assert.match(page.url(), /talks_with_neighbours/);
    await page.locator('summary', {hasText: 'Remove the rule'}).click();
    await press(page, 'Remove the rule from the draft');
    await page.getByRole('heading', {level: 1, name: 'Draft 1'}).waitFor();
    assert.equal(await page.getByRole('link', {name: 'Talks with neighbours'}).count(), 0);

    await page.goto('/en/rulebooks/doubts');
    await look(page, 'doubts-en');
    const doubt = page.locator('article.panel').nth(1);
    const title = await doubt.getByRole('heading').innerText();
    const id = await doubt.getAttribute('id');
    await doubt.locator('summary').click();
    await press(doubt, 'Confirm the reading');
    await page.getByRole('alert').waitFor();
    await doubt.locator('input.form-input').fill('The board, 1 December');
    await press(doubt, 'Confirm the reading');
    await page.locator(`#${id}`).getByText('The board, 1 December').waitFor();
    await page.locator('h2', {hasText: 'Settled'}).last().waitFor();
    assert.ok(title.length > 0);
    assert.deepEqual(complaints, []);
});

test('a leader reads and changes nothing; a caseworker does not come here', async (t) => {
    const leader = await policyOwner(t, 'leder.rebild');
    await leader.page.goto('/regelboeger');
    assert.equal(await leader.page.locator('main form').count(), 0);
    const sent = await leader.page.request.post('/regelboeger', {form: {from: '1-1-2030'}});
    assert.equal(sent.status(), 403);
    const {page} = await policyOwner(t, 'behandler.rebild');
    const answer = await page.goto('/regelboeger');
    assert.equal(answer.status(), 403);
});
