// What everybody can do with dates: put them into a calendar, leave quickly.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {openBrowser, openPage, sizes} from './browser.mjs';
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

// Pairwise over language, script and width.
const visits = [
    {start: '/', label: 'Hvornår', get: 'Hent til kalender', leave: 'Forlad siden hurtigt', javaScriptEnabled: false, viewport: sizes.phone},
    {start: '/', label: 'Hvornår', get: 'Hent til kalender', leave: 'Forlad siden hurtigt', javaScriptEnabled: true, viewport: sizes.desktop},
    {start: '/en/', label: 'When', get: 'Get for my calendar', leave: 'Leave this page quickly', javaScriptEnabled: true, viewport: sizes.phone},
    {start: '/en/', label: 'When', get: 'Get for my calendar', leave: 'Leave this page quickly', javaScriptEnabled: false, viewport: sizes.desktop},
];

for (const {start, get, leave, javaScriptEnabled, viewport} of visits) {
    const how = `${start} ${javaScriptEnabled ? 'with' : 'without'} scripts, ${viewport.width} px`;

    test(`deadlines go to a calendar: ${how}`, async () => {
        const {page, complaints, context} = await openPage(chromium.browser, server.address, {javaScriptEnabled, viewport});
        await page.goto(start);
        await page.locator('select[name=municipality]').selectOption({label: 'Randers'});
        await page.locator('[name="e0.on"]').fill('2-3-2026');
        await page.getByRole('radio', {name: /Ja|Yes/}).check({force: true, timeout: 5000});
        await page.locator('form.panel button').click();
        await page.locator('#forms').waitFor();
        const form = page.locator('form').filter({has: page.getByRole('button', {name: get})});
        const fields = await form.locator('input').evaluateAll((all) => all.map(({name, value}) => [name, value]));
        const answer = await page.request.post(await form.getAttribute('action'), {
            headers: {'content-type': 'application/x-www-form-urlencoded'},
            data: new URLSearchParams([...fields, ['go', 'calendar']]).toString(),
        });
        assert.match(answer.headers()['content-type'], /^text\/calendar/);
        const text = (await answer.text()).replaceAll('\r\n ', '');
        assert.match(text, /DTSTART;VALUE=DATE:20260316\r\n/);
        assert.match(text, /SUMMARY:(Frist|Deadline): /);
        assert.equal(await page.getByRole('button', {name: get}).isVisible(), true);
        assert.deepEqual(complaints, []);
        await context.close();
    });

    test(`the page can be left quickly: ${how}`, async () => {
        const {page, context} = await openPage(chromium.browser, server.address, {javaScriptEnabled, viewport});
        await context.route('https://www.dmi.dk/**', (route) => route.fulfill({contentType: 'text/html', body: '<h1>Vejret</h1>'}));
        await page.goto('about:blank');
        await page.goto(start);
        // From the foot of the page too.
        await page.locator('footer').scrollIntoViewIfNeeded();
        await page.getByRole('link', {name: leave}).click();
        await page.getByRole('heading', {name: 'Vejret'}).waitFor();
        await page.goBack();
        // Without a script, going back shows the page again.
        if (javaScriptEnabled) assert.equal(page.url(), 'about:blank');
        await context.close();
    });
}
