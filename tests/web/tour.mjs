// The ten commonest tasks of a caseworker with the record, and the ten from a contact to its decision, done through nothing but the words on the screen, once with the mouse and
// once with the keyboard alone: how many steps and keys each takes, and how long the machine lets one wait.
// `node tests/web/tour.mjs` checks what docs/tour/README.md says; `--write` writes it there.
import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import assert from 'node:assert/strict';
import {openBrowser, openPage} from './browser.mjs';
import {logIn, startWorkplace} from './workplace.mjs';
import * as intake from './tour_intake.mjs';
import * as record from './tour_record.mjs';

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

const tours = {measured: record, 'measured intake': intake};

async function measure(chromium, Hand, {tasks, prepare}) {
    const server = await startWorkplace('randers');
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    const measured = {};
    try {
        await logIn(page, server);
        await prepare(page, server);
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
const measured = {};
try {
    for (const [mark, tour] of Object.entries(tours))
        measured[mark] = {byMouse: await measure(chromium, Mouse, tour), byKeyboard: await measure(chromium, Keyboard, tour)};
} finally {
    await chromium.close();
}

let written = readFileSync(paper, 'utf8');
for (const [mark, {byMouse, byKeyboard}] of Object.entries(measured)) {
    const rows = Object.keys(byMouse).map((task) => {
        const {steps, keys, thought, waited} = byMouse[task];
        return {task, counts: [steps, keys, byKeyboard[task].keys], times: [thought, waited]};
    });
    const table = ['| task | steps | characters typed | keys, keyboard alone | seconds of a hand | seconds of waiting |',
                   '|---|---|---|---|---|---|',
                   ...rows.map(({task, counts, times}) => `| ${task} | ${counts.join(' | ')} | ${times.map(fixed).join(' | ')} |`)];
    console.log(table.join('\n'));
    if (process.argv.includes('--write')) {
        const [before, , after] = written.split(new RegExp(`(?<=<!-- ${mark} -->\n)([^]*?)(?=<!-- end -->)`));
        written = `${before}${table.join('\n')}\n${after}`;
        continue;
    }
    // Steps have to be as the paper says. How many links lie before the one that is wanted depends on the day: more or
    // fewer deadlines are open in the invented cases (62 and 90 on two days that follow each other). Clocks differ from
    // machine to machine.
    for (const {task, counts: [steps, keys, tabs]} of rows) {
        const row = written.match(new RegExp(`^\\| ${task.replace('?', '\\?')} \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|`, 'm'));
        assert.ok(row, `${task} is not in docs/tour/README.md`);
        assert.deepEqual([steps, keys], [Number(row[1]), Number(row[2])], task);
        assert.ok(tabs <= Number(row[3]) * 2, `${task}: ${tabs} keys, and docs/tour/README.md says ${row[3]}`);
    }
}
assert.ok(measured.measured.byMouse.Udeblevet.steps <= 3, 'a no-show takes at most three steps from the work list');
if (process.argv.includes('--write')) writeFileSync(paper, written);
