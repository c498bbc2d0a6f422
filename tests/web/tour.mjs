// The ten commonest tasks of a caseworker, done through nothing but the words on the screen, once with the mouse and
// once with the keyboard alone: how many steps and keys each takes, and how long the machine lets one wait.
// `node tests/web/tour.mjs` checks what docs/tour/README.md says; `--write` writes it there.
import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import assert from 'node:assert/strict';
import {openBrowser, openPage} from './browser.mjs';
import {daysAgo, logIn, openCase, startWorkplace, words} from './workplace.mjs';

const paper = fileURLToPath(new URL('../../docs/tour/README.md', import.meta.url));

// The keystroke-level model of Card, Moran and Newell: deciding, pointing, clicking, a key, a hand to the keyboard.
const seconds = {decide: 1.35, point: 1.1, click: 0.2, key: 0.28, home: 0.4};

/** What a hand does is counted. `press` a link or a button, `choose` one of several, `type` into a field. */
class Mouse {
    constructor(page) { Object.assign(this, {page, steps: 0, keys: 0, thought: 0, waited: 0}); }

    async wait(act) {
        const begun = performance.now();
        await act();
        await this.page.waitForLoadState('load');
        this.waited += (performance.now() - begun) / 1000;
    }
    count(keys = 0) {
        ++this.steps;
        this.keys += keys;
        this.thought += seconds.decide + seconds.point + seconds.click + (keys > 0 ? seconds.home + keys * seconds.key : 0);
    }
    async press(target) { this.count(); await this.wait(() => target.click()); }
    async choose(target) { this.count(); await target.check(); }
    async select(target, label) { this.count(); this.count(); await target.selectOption({label}); }
    async type(target, text) { this.count(text.length); await target.fill(text); }
}

class Keyboard extends Mouse {
    async hit(key) { ++this.keys; await this.page.keyboard.press(key); }
    async reach(target) {
        const element = await target.elementHandle();
        for (let i = 0; i < 150; ++i) {
            const isThere = await element.evaluate((wanted) => {
                const at = document.activeElement;
                return at === wanted || (at.type === 'radio' && at.name === wanted.name);
            });
            if (isThere) return;
            await this.hit('Tab');
        }
        assert.fail('not to be reached with Tab');
    }
    async press(target) {
        ++this.steps;
        await this.reach(target);
        await this.wait(() => this.hit('Enter'));
    }
    async choose(target) {
        ++this.steps;
        await this.reach(target);
        if (await target.getAttribute('type') === 'checkbox') return this.hit('Space');
        for (let i = 0; i < 12 && !await target.isChecked(); ++i) await this.hit('ArrowRight');
    }
    async select(target, label) {
        ++this.steps;
        await this.reach(target);
        const steps = await target.evaluate((select, wanted) =>
            [...select.options].findIndex((option) => option.label === wanted) - select.selectedIndex, label);
        for (let i = 0; i < Math.abs(steps); ++i) await this.hit(steps > 0 ? 'ArrowDown' : 'ArrowUp');
    }
    async type(target, text) {
        ++this.steps;
        await this.reach(target);
        await this.hit('Control+A');
        this.keys += text.length;
        await this.page.keyboard.type(text);
    }
}

const link = (page, name) => page.getByRole('link', {name}).first();
const button = (page, name) => page.getByRole('button', {name, exact: true});
const group = (page, name, choice) => page.getByRole('group', {name}).getByLabel(choice, {exact: true});

/** "02-03-2026": as many characters on every day. */
const twoDigits = (date) => date.split('-').map((part) => part.padStart(2, '0')).join('-');

// Each begins on the work list, as a day does, with the task alone.
const tasks = {
    'Ny henvendelse': async ({page, hand}) => {
        await hand.press(link(page, 'Ny henvendelse'));
        await hand.type(page.getByLabel('Navn', {exact: true}), 'Ny Opdigtet');
        await hand.choose(group(page, 'Fyldt 18 år?', 'Ja'));
        await hand.choose(group(page, 'Hvordan?', 'Telefon'));
        await hand.press(button(page, 'Opret sagen'));
        await page.getByRole('heading', {name: 'Frister nu'}).waitFor();
    },
    Udeblevet: async ({page, hand}) => {
        await hand.press(link(page, /^Udeblevet Anna/));
        await hand.choose(group(page, 'Afbud i tide', 'Nej'));
        await hand.press(button(page, 'Gem'));
        await page.getByText('Udeblevet fra aftale, ').first().waitFor();
    },
    'En henvendelse, vi hører om for sent': async ({page, hand}) => {
        await hand.press(link(page, 'Ny henvendelse'));
        await hand.type(page.getByLabel('Navn', {exact: true}), 'Sen Opdigtet');
        await hand.choose(group(page, 'Fyldt 18 år?', 'Ja'));
        await hand.type(page.getByLabel('Hvornår?'), twoDigits(daysAgo(16)).slice(0, 5));
        await hand.press(button(page, 'Opret sagen'));
        await page.getByText('En frist er overskredet').first().waitFor();
    },
    'Næste aftale': async ({page, hand}) => {
        await hand.press(link(page, 'Anna Opdigtet'));
        await hand.press(page.getByText('Alle hændelser'));
        await hand.press(link(page, 'Første møde aftalt'));
        await hand.press(button(page, 'Gem'));
        await page.getByText('Første møde aftalt, ').first().waitFor();
    },
    'Hvorfor er den rød?': async ({page, hand}) => {
        await hand.press(link(page, /^Hvorfor\? .*Anna/));
        await page.locator('#why[open]').getByText('Reglen:').first().waitFor();
    },
    'Svar på en oplysning, der mangler': async ({page, hand}) => {
        await hand.press(link(page, 'Anna Opdigtet'));
        await hand.press(page.getByRole('button', {name: /^Nej .*gravid/}));
        await page.getByText('Gravid: nej').first().waitFor();
    },
    'En afgørelse og dens afsendelse': async ({page, hand}) => {
        await hand.press(link(page, 'Bo Opdigtet'));
        await hand.press(page.getByText('Alle hændelser'));
        await hand.press(link(page, 'Afgørelse truffet'));
        await hand.choose(group(page, 'Udfald', 'Bevilget'));
        await hand.select(page.getByLabel('Ydelse'), 'Ambulant behandling');
        await hand.press(button(page, 'Gem'));
        await hand.press(link(page, 'Afgørelse sendt'));
        await hand.choose(group(page, 'Måde', 'Digital Post'));
        await hand.press(button(page, 'Gem'));
        await page.getByText('Afgørelse sendt, ').first().waitFor();
    },
    'Ret en fejl': async ({page, hand}) => {
        await hand.press(link(page, 'Anna Opdigtet'));
        await hand.press(link(page, /^Ret Henvendelse modtaget/));
        await hand.type(page.getByLabel('Hvilken dag skete det?'), twoDigits(daysAgo(18)));
        await hand.type(page.getByLabel('Hvorfor retter du?'), 'forkert dag');
        await hand.press(button(page, 'Gem rettelsen'));
        await page.getByText('Rettet: Henvendelse modtaget').first().waitFor();
    },
    'Giv en sag videre': async ({page, hand}) => {
        await hand.press(link(page, 'Carl Opdigtet'));
        await hand.press(page.getByText('Giv sagen videre'));
        await hand.select(page.getByLabel('Ansvarlig', {exact: true}), 'Ingen');
        await hand.press(button(page, 'Gem fordelingen'));
        await page.getByText('Ansvarlig: Ingen').first().waitFor();
    },
    'Find en borger': async ({page, hand}) => {
        await hand.type(page.getByRole('searchbox', {name: 'Find en sag'}), 'dorte');
        await hand.press(button(page, 'Find'));
        await page.getByRole('heading', {name: 'Dorte Opdigtet'}).waitFor();
    },
};

async function measure(chromium, Hand) {
    const server = await startWorkplace('randers');
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    const measured = {};
    try {
        await logIn(page, server);
        for (const [name, days] of [['Anna Opdigtet', 19], ['Bo Opdigtet', 9], ['Carl Opdigtet', 8], ['Dorte Opdigtet', 7]])
            await openCase(page, words.da, name, {on: daysAgo(days)});
        for (const [task, does] of Object.entries(tasks)) {
            await page.goto('/arbejde');
            const hand = new Hand(page);
            await does({page, hand});
            measured[task] = {steps: hand.steps, keys: hand.keys, thought: hand.thought, waited: hand.waited};
        }
        assert.deepEqual(complaints, []);
    } finally {
        await context.close();
        await server.close();
    }
    return measured;
}

const fixed = (number) => number.toFixed(1);

const chromium = await openBrowser();
let byMouse, byKeyboard;
try {
    byMouse = await measure(chromium, Mouse);
    byKeyboard = await measure(chromium, Keyboard);
} finally {
    await chromium.close();
}

const rows = Object.keys(tasks).map((task) => {
    const {steps, keys, thought, waited} = byMouse[task];
    return {task, counts: [steps, keys, byKeyboard[task].keys], times: [thought, waited]};
});
const table = ['| task | steps | characters typed | keys, keyboard alone | seconds of a hand | seconds of waiting |',
               '|---|---|---|---|---|---|',
               ...rows.map(({task, counts, times}) => `| ${task} | ${counts.join(' | ')} | ${times.map(fixed).join(' | ')} |`)];

assert.ok(byMouse.Udeblevet.steps <= 3, 'a no-show takes at most three steps from the work list');
const [before, , after] = readFileSync(paper, 'utf8').split(/(?<=<!-- measured -->\n)([^]*)(?=<!-- end -->)/);
if (process.argv.includes('--write')) {
    writeFileSync(paper, `${before}${table.join('\n')}\n${after}`);
} else {
    // Steps have to be as the paper says; Tabs may come and go with a link; clocks differ from machine to machine.
    const written = readFileSync(paper, 'utf8');
    for (const {task, counts: [steps, keys, tabs]} of rows) {
        const row = written.match(new RegExp(`^\\| ${task.replace('?', '\\?')} \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|`, 'm'));
        assert.ok(row, `${task} is not in docs/tour/README.md`);
        assert.deepEqual([steps, keys], [Number(row[1]), Number(row[2])], task);
        assert.ok(tabs <= Number(row[3]) * 1.2 + 3, `${task}: ${tabs} keys, and docs/tour/README.md says ${row[3]}`);
    }
}
console.log(table.join('\n'));
