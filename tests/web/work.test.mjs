// The caseworker's job, once for each municipality, and what must never go wrong while it is done.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {daysAgo, fill, logIn, openCase, record, save, startWorkplace, words} from './workplace.mjs';

let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

/** Somebody at the screen; whatever becomes of the test, nothing of it is left running. */
async function atWork(t, municipality, options = {}) {
    const server = await startWorkplace(municipality);
    t.after(() => server.close());
    const {page, complaints, context} = await openPage(chromium.browser, server.address, options);
    const addresses = [];
    context.on('request', (request) => addresses.push(request.url()));
    t.after(() => context.close());
    return {server, page, complaints, context, addresses};
}

function leave({complaints}) {
    assert.deepEqual(complaints, []);
}

// Language and scripts in pairs, so that each combination is there.
const municipalities = [
    {id: 'broenderslev', language: 'da', javaScriptEnabled: true},
    {id: 'mariagerfjord', language: 'en', javaScriptEnabled: false},
    {id: 'randers', language: 'da', javaScriptEnabled: false},
    {id: 'rebild', language: 'en', javaScriptEnabled: true},
    {id: 'thisted', language: 'da', javaScriptEnabled: true},
];

for (const {id, language, javaScriptEnabled} of municipalities) {
    test(`${id}: from the first contact to a late fact and its correction`, async (t) => {
        const say = words[language];
        const desk = await atWork(t, id, {javaScriptEnabled});
        const {page, server, addresses} = desk;
        // axe itself is a script: where the browser runs none, another municipality's pages are checked.
        const look = async (name) => {
            if (javaScriptEnabled) await checkAccessibility(page, `${name} of ${id}`);
            await takePictures(page, `work-${id}-${name}`);
        };
        await page.goto(say.work);
        await look('log-in');
        await logIn(page, server, say);
        await page.goto(say.newCase);
        await look('new');
        const path = await openCase(page, say, 'Anna Opdigtet', {on: daysAgo(19), reach: 'Kun sms', cpr: '010590-1234'});
        await look('opened');

        // A no-show: from the work list in three actions.
        await page.goto(say.work);
        await page.getByRole('heading', {name: say.overdue}).waitFor();
        await look('list');
        await page.getByRole('link', {name: say.noShow}).click();
        await page.locator('main [name="f.notice"][value=no]').check();
        await save(page, say);
        await page.locator('#saved').waitFor();
        await look('no-show');

        // "Why?" of a line of the list leads to the reasons, open.
        await page.goto(say.work);
        await page.getByRole('link', {name: new RegExp(`^${say.why.replace('?', '\\?')}`)}).first().click();
        await page.locator('#why[open]').waitFor();
        assert.match(await page.locator('#why').innerText(), /§|linje|line/);

        await record(page, say, path, 'assessment_completed', {on: daysAgo(12)});
        await record(page, say, path, 'decision_made', {on: daysAgo(10), 'f.result': 'granted', 'f.service': 'ambulatory'});
        await record(page, say, path, 'decision_sent', {on: daysAgo(10), 'f.channel': 'digital_post'});
        await page.locator('#saved').waitFor();
        // The treatment had begun in time; nobody had written it down.
        await record(page, say, path, 'treatment_started', {on: daysAgo(6), 'f.service': 'ambulatory', 'f.provider': 'own'});
        await page.getByText(say.known).first().waitFor();
        await look('late-fact');

        // It was another day, and too late.
        const entry = page.locator('.entry').filter({has: page.locator('strong', {hasText: language === 'da' ? 'Behandling begyndt' : 'Treatment started'})});
        await entry.getByRole('link').last().click();
        await fill(page, 'on', daysAgo(1));
        await page.getByRole('button', {name: say.saveCorrection}).click();
        await page.getByRole('alert').waitFor();
        assert.equal(await page.locator('main [name=on]').inputValue(), daysAgo(1), 'what was typed is kept');
        await look('correction');
        await fill(page, 'reason', 'Skrevet på den forkerte dag');
        await page.getByRole('button', {name: say.saveCorrection}).click();
        await page.getByText(say.late).first().waitFor();
        await page.locator('.course del').first().waitFor();
        await look('corrected');

        // Found again, by name and by number, and nobody's name stands in an address.
        await page.goto(say.cases);
        await page.locator('main [name=q]').fill('opdigtet');
        await page.locator('main').getByRole('button', {name: say.find, exact: true}).click();
        await page.waitForURL(`**${path}`);
        for (const address of addresses) assert.ok(!/Anna|Opdigtet|010590|1234/i.test(decodeURIComponent(address)), address);
        assert.ok(!/Anna|Opdigtet|010590/i.test(server.log()), 'no name in the log');
        assert.ok(!server.log().includes(path.split('/').at(-1)), 'no case in the log');
        leave(desk);
    });
}

test('every page of the case, in both languages, for everybody', async (t) => {
    const desk = await atWork(t, 'randers');
    const {page, server} = desk;
    await logIn(page, server);
    const path = await openCase(page, words.da, 'Bo Opdigtet', {on: daysAgo(14), protected: 'yes', address: 'Hemmelig Vej 1'});
    const version = await page.locator('.entry a[href*="/ret/"]').first().getAttribute('href');
    const inEnglish = path.replace('/sag/', '/en/case/');
    const pages = {
        'event-menu': [`${path}/haendelse`, `${inEnglish}/event`],
        'event-session': [`${path}/haendelse/session_held`, `${inEnglish}/event/session_held`],
        'event-decision': [`${path}/haendelse/decision_made`, `${inEnglish}/event/decision_made`],
        correct: [version, version.replace('/sag/', '/en/case/').replace('/ret/', '/correct/')],
        note: [`${path}/note`, `${inEnglish}/note`],
        assign: [`${path}/tildel`, `${inEnglish}/assign`],
        fact: [`${path}/oplysning?fact=pregnant`, `${inEnglish}/fact?fact=pregnant`],
        person: [`${path}/person`, `${inEnglish}/person`],
        'other-day': [`${path}?on=${daysAgo(3)}`, `${inEnglish}?on=${daysAgo(3)}&known=${daysAgo(0)}`],
        search: ['/sager', '/en/cases'],
        'no-such-case': ['/sag/26-00000', '/en/case/26-00000'],
    };
    for (const [name, [danish, english]] of Object.entries(pages)) {
        for (const [language, address] of [['da', danish], ['en', english]]) {
            await page.goto(address);
            assert.equal(await page.locator('html').getAttribute('lang'), language, address);
            await checkAccessibility(page, `${name} in ${language}`);
            await takePictures(page, `work-page-${name}-${language}`);
        }
    }
    // The switch leads to the same page, with what was asked for.
    await page.goto(`${path}?on=${daysAgo(3)}`);
    await page.getByRole('link', {name: 'English'}).click();
    await page.waitForURL(`**${inEnglish}?on=${daysAgo(3)}`);
    // The protected address is shown when it is asked for.
    await page.goto(path);
    assert.ok(!(await page.content()).includes('Hemmelig Vej'));
    await page.locator('#person > summary').click();
    await page.getByRole('link', {name: 'Vis adressen'}).click();
    await page.getByText('Hemmelig Vej 1').waitFor();
    // On paper: no navigation, no forms.
    await page.emulateMedia({media: 'print'});
    assert.ok(!await page.locator('header').isVisible());
    assert.ok(!await page.locator('.record').isVisible());
    assert.ok(await page.locator('h1').isVisible());
    leave(desk);
});

test('what the rules do not allow is explained, and what has happened is written down all the same', async (t) => {
    const desk = await atWork(t, 'thisted');
    const {page, server} = desk;
    await logIn(page, server);
    const path = await openCase(page, words.da, 'Carl Opdigtet', {on: daysAgo(5)});
    await page.goto(`${path}/haendelse/decision_made`);
    await fill(page, 'f.result', 'refused');
    await save(page, words.da);
    await page.getByText(words.da.blocked).waitFor();
    assert.ok(await page.locator('.blockers > li').count() > 0);
    assert.ok(await page.locator('main [name="f.result"][value=refused]').isChecked());
    await checkAccessibility(page, 'a blocked decision');
    await takePictures(page, 'work-blocked');
    await page.locator('main [name=happened]').check();
    await save(page, words.da);
    await page.waitForURL(/since=/);
    await page.locator('#saved .findings').first().waitFor();
    await takePictures(page, 'work-finding');
    leave(desk);
});

test('two people save at once: the second sees what is new and keeps what was typed', async (t) => {
    const desk = await atWork(t, 'rebild');
    const {page: mette, server} = desk;
    await logIn(mette, server);
    const path = await openCase(mette, words.da, 'Dorte Opdigtet', {on: daysAgo(3)});
    const {page: jens, context} = await openPage(chromium.browser, server.address);
    await logIn(jens, server);
    await mette.goto(`${path}/haendelse/appointment_missed`);
    await fill(mette, 'on', daysAgo(1));
    await fill(mette, 'f.notice', 'yes');
    await record(jens, words.da, path, 'plan_made', {on: daysAgo(2)});
    await save(mette, words.da);
    await mette.getByText(words.da.conflict).waitFor();
    await mette.getByRole('alert').getByText('Behandlingsplan lagt').waitFor();
    assert.equal(await mette.locator('main [name=on]').inputValue(), daysAgo(1));
    assert.ok(await mette.locator('main [name="f.notice"][value=yes]').isChecked());
    await checkAccessibility(mette, 'a conflict');
    await takePictures(mette, 'work-conflict');
    await save(mette, words.da);
    await mette.waitForURL(/since=/);
    assert.equal(await mette.locator('.entry strong', {hasText: 'Udeblevet'}).count(), 1);
    await context.close();
    leave(desk);
});

test('a double click saves once', async (t) => {
    const desk = await atWork(t, 'randers');
    const {page, server} = desk;
    await logIn(page, server);
    const path = await openCase(page, words.da, 'Else Opdigtet', {on: daysAgo(3)});
    await page.goto(`${path}/haendelse/appointment_missed`);
    await page.getByRole('button', {name: 'Gem', exact: true}).dblclick();
    await page.waitForURL(/since=/);
    await page.goto(path);
    assert.equal(await page.locator('.entry strong', {hasText: 'Udeblevet'}).count(), 1);
    leave(desk);
});

test('what was typed outlives the session', async (t) => {
    const desk = await atWork(t, 'mariagerfjord');
    const {page, server, context} = desk;
    await logIn(page, server);
    const cookies = await context.cookies();
    assert.deepEqual(cookies.map(({httpOnly, sameSite, path}) => ({httpOnly, sameSite, path})), [{httpOnly: true, sameSite: 'Strict', path: '/'}]);
    await page.goto('/sager/ny');
    await fill(page, 'name', 'Finn Opdigtet');
    await fill(page, 'reach', 'Ring ikke hjem');
    await context.clearCookies();
    await page.getByRole('button', {name: 'Opret sagen'}).click();
    await page.getByText(words.da.loggedOut).waitFor();
    await checkAccessibility(page, 'logged out');
    await takePictures(page, 'work-logged-out');
    await page.locator('main [name=name]').fill(server.name);
    await page.locator('main [name=password]').fill(server.password);
    await page.locator('main button').click();
    await page.getByRole('heading', {name: 'Ny henvendelse'}).waitFor();
    assert.equal(await page.locator('main [name=name]').inputValue(), 'Finn Opdigtet');
    assert.equal(await page.locator('main [name=reach]').inputValue(), 'Ring ikke hjem');
    await page.getByRole('button', {name: 'Opret sagen'}).click();
    await page.waitForURL(/\/sag\//);
    await page.getByRole('button', {name: 'Log ud'}).click();
    await page.waitForURL('**/log-ind');
    await page.goto('/arbejde');
    await page.waitForURL('**/log-ind?to=**');
    leave(desk);
});

test('with the keyboard alone', async (t) => {
    const desk = await atWork(t, 'broenderslev');
    const {page, server} = desk;
    const {keyboard} = page;
    // Tab until what has the focus is what is wanted, as somebody does who sees the focus move.
    const tabTo = async (matches, most = 60) => {
        for (let i = 0; i < most; ++i) {
            await keyboard.press('Tab');
            const at = await page.evaluate(() => {
                const {tagName, name, value, innerText} = document.activeElement;
                return {tagName, name, value, text: innerText ?? ''};
            });
            if (matches(at)) return;
        }
        assert.fail('not to be reached with Tab');
    };
    await page.goto('/arbejde');
    await tabTo(({name}) => name === 'name');
    await keyboard.type(server.name);
    await keyboard.press('Tab');
    await keyboard.type(server.password);
    await keyboard.press('Enter');
    await page.waitForURL('**/arbejde');
    await tabTo(({text}) => text === 'Ny henvendelse');
    await keyboard.press('Enter');
    await page.waitForURL('**/sager/ny');
    await tabTo(({tagName, name}) => tagName === 'INPUT' && name === 'name');
    await keyboard.type('Grethe Opdigtet');
    await tabTo(({name}) => name === 'on');
    await keyboard.press('Control+A');
    await keyboard.type(daysAgo(20));
    await keyboard.press('Enter');
    await page.waitForURL(/\/sag\//);
    await page.locator('#saved').waitFor();
    await tabTo(({text}) => text === 'Tilbage til mit arbejde');
    await keyboard.press('Enter');
    await page.waitForURL('**/arbejde');
    await tabTo(({text}) => text.startsWith('Udeblevet'));
    await keyboard.press('Enter');
    await page.waitForURL('**/appointment_missed');
    await tabTo(({name}) => name === 'f.notice');
    await keyboard.press('ArrowLeft');
    await keyboard.press('Enter');
    await page.waitForURL(/since=/);
    await page.locator('.entry', {hasText: 'Afbud i tide: nej'}).waitFor();
    leave(desk);
});
