// Day treatment in Brønderslev: granted, begun, planned, attended in a group, and the plan gone through half a year later.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {daysAgo, fill, logIn, openCase, record, sendLetter, startWorkplace, words} from './workplace.mjs';

const say = words.da;
let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

const press = (page, name) => page.getByRole('button', {name, exact: true}).click();

test('from the grant of day treatment to the review of its plan', async (t) => {
    const server = await startWorkplace('broenderslev');
    t.after(() => server.close());
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    t.after(() => context.close());
    await logIn(page, server);
    const look = async (name) => {
        await checkAccessibility(page, name);
        await takePictures(page, `day-${name}`);
    };
    const path = await openCase(page, say, 'Dina Opdigtet', {on: daysAgo(200)});
    await record(page, say, path, 'assessment_completed', {on: daysAgo(195)});
    await page.goto(`${path}/afgoerelse`);
    await fill(page, 'result', 'granted');
    await fill(page, 'service', 'day');
    if (await page.locator('aside .rule-list').count() > 0) await fill(page, 'discretion', 'Ambulante samtaler rækker ikke.');
    await press(page, 'Træf afgørelsen');
    await page.getByText(/^\s*Bevilget den/).first().waitFor();
    await sendLetter(page, path, 'decision', 'digital_post');
    await record(page, say, path, 'treatment_started', {on: daysAgo(190), 'f.service': 'day', 'f.provider': 'own'});

    await page.goto('/grupper');
    await fill(page, 'name', 'Daghold');
    await fill(page, 'service', 'day');
    await press(page, 'Opret gruppen');
    await page.getByLabel('Sagens nummer').fill(path.split('/').pop());
    await press(page, 'Sæt i gruppen');
    await page.locator('.group-members', {hasText: 'Dina Opdigtet'}).waitFor();
    await page.getByRole('link', {name: 'Planlæg aftale'}).click();
    await fill(page, 'time', '9');
    await fill(page, 'minutes', '180');
    await press(page, 'Planlæg');
    await page.waitForURL(/\/aftale\//);
    await look('hold');
    await page.locator('main form.work-form button[type=submit], main form button').filter({hasText: 'Gem'}).first().click();
    await page.goto(`${path}/samtaler`);
    await page.getByText('Holdt og udeblevet').waitFor();
    await look('samtaler');

    // The plan was made then and has to be gone through every half year.
    await record(page, say, path, 'plan_made', {on: daysAgo(186)});
    await page.goto(`${path}/plan`);
    await page.getByText(/Overskredet|skulle være/i).first().waitFor();
    await page.locator('aside').getByText('Hvorfor?').first().click();
    await page.locator('aside').getByText('Behandlingsplan lagt').first().waitFor();
    await look('plan');
    assert.deepEqual(complaints, []);
});
