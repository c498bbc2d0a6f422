// A caseworker at the screen: a record of its own for each server, an account that was just made, and the few things
// that every story does.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import assert from 'node:assert/strict';
import {binary, root, startServer} from './server.mjs';

/** A server with an empty record of `municipality`, and its first account. */
export async function startWorkplace(municipality, ...more) {
    const data = mkdtempSync(join(tmpdir(), 'fjorten-work-'));
    const server = await startServer('--data', data, '--municipality', municipality, ...more);
    const account = server.said().match(/^ {2}(\S+) {2}(\S+) {2}\(/m);
    assert.ok(account, `an account in: ${server.said()}`);
    return {
        ...server,
        data,
        municipality,
        name: account[1],
        password: account[2],
        close: async () => {
            const ended = await server.stop();
            rmSync(data, {recursive: true, force: true});
            assert.deepEqual(ended, {code: 0, signal: null});
        },
    };
}

/** Another account there, made as whoever runs the server makes it. */
export function addAccount({data, municipality}, role, name, ...more) {
    const made = spawnSync(binary, ['--language', 'en', 'account', 'add', '--data', data, '--municipality', municipality,
                                    '--role', role, '--name', name, ...more,
                                    // Most tests are not about whose cases somebody reaches.
                                    ...more.includes('--scope') ? [] : ['--scope', 'municipality']], {cwd: root, encoding: 'utf8'});
    assert.equal(made.status, 0, made.stderr);
    const [, password] = made.stdout.match(/^\S+ {2}(\S+) {2}\(/m);
    return {name, password};
}

export const words = {
    da: {work: '/arbejde', newCase: '/sager/ny', cases: '/sager', logIn: '/log-ind', event: 'haendelse', correct: 'ret',
         save: 'Gem', open: 'Opret sagen', saveCorrection: 'Gem rettelsen', noShow: 'Udeblevet', why: 'Hvorfor?', find: 'Find',
         late: 'En frist er overskredet', known: 'Kendt siden', blocked: 'Reglerne tillader det ikke endnu',
         conflict: 'Intet af det, du skrev, er tabt', overdue: 'Overskredet', loggedOut: 'Du var logget ud', yes: 'Ja'},
    en: {work: '/en/work', newCase: '/en/cases/new', cases: '/en/cases', logIn: '/en/log-in', event: 'event', correct: 'correct',
         save: 'Save', open: 'Open the case', saveCorrection: 'Save the correction', noShow: 'No-show', why: 'Why?', find: 'Find',
         late: 'A deadline has been missed', known: 'Known since', blocked: 'The rules do not allow this yet',
         conflict: 'Nothing that you typed is lost', overdue: 'Overdue', loggedOut: 'You had been logged out', yes: 'Yes'},
};

/** "2-3-2026", so many days ago in Copenhagen. */
export function daysAgo(days) {
    const today = new Intl.DateTimeFormat('en-CA', {timeZone: 'Europe/Copenhagen'}).format(new Date());
    const day = new Date(`${today}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - days);
    return `${day.getUTCDate()}-${day.getUTCMonth() + 1}-${day.getUTCFullYear()}`;
}

export async function logIn(page, server, say = words.da) {
    await page.goto(say.logIn);
    await page.locator('main [name=name]').fill(server.name);
    await page.locator('main [name=password]').fill(server.password);
    await page.locator('main button').click();
    await page.locator('h1').waitFor();
}

/** Fills a field of the form in the middle of the page, whatever kind it is. */
export async function fill(page, name, value) {
    const field = page.locator(`main form [name="${name}"]`);
    const kind = await field.first().evaluate((element) => element.tagName === 'INPUT' ? element.type : element.tagName);
    if (kind === 'radio' || kind === 'checkbox') await page.locator(`main form [name="${name}"][value="${value}"]`).check();
    else if (kind === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
}

export const save = (page, say) => page.getByRole('button', {name: say.save, exact: true}).click();

/** A new case; the page of the case is open. Gives its path. */
export async function openCase(page, say, name, fields = {}) {
    await page.goto(say.newCase);
    await fill(page, 'name', name);
    await page.locator('details#person > summary').click();
    for (const [field, value] of Object.entries({born: '1-5-1990', residence: 'own', ...fields})) await fill(page, field, value);
    await page.getByRole('button', {name: say.open}).click();
    await page.waitForURL(/\/(sag|case)\//);
    return new URL(page.url()).pathname;
}

/** Records an event through its form; what the rules do not allow has happened all the same. */
export async function record(page, say, path, event, fields) {
    await page.goto(`${path}/${say.event}/${event}`);
    for (const [field, value] of Object.entries(fields)) await fill(page, field, value);
    await save(page, say);
    const happened = page.locator('main form [name=happened]');
    if (await happened.count() > 0) {
        await happened.first().check();
        await save(page, say);
    }
    await page.waitForURL(/since=/);
}

/** Fills in what the letter lacks and records it as sent. */
export async function sendLetter(page, path, kind, channel) {
    await page.goto(`${path}/brev/${kind}`);
    for (const box of await page.locator('main [name^="t."]').all())
        await box.fill(/^t\.(from|reply_by)$/.test(await box.getAttribute('name')) ? daysAgo(-20) : 'Det har vi set på.');
    await fill(page, 'channel', channel);
    await page.getByRole('button', {name: 'Brevet er sendt: gem det i sagen', exact: true}).click();
    await page.getByRole('heading', {name: 'Brevet, som det er sendt'}).waitFor();
}
