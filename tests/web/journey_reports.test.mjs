// Is the promise kept? A leader sees the figures and opens a number into its cases; an auditor sees them with small numbers
// hidden, draws a sample and notes what they saw; anybody reads on the public page how well the standard is kept.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {addAccount, fill, logIn, startWorkplace, words} from './workplace.mjs';

let chromium, server, leader, auditor;
const day = (ago) => new Date(Date.now() - ago * 86400000).toISOString().slice(0, 10);

/** Cases over the interface for programs: some begun in time, some late, some waiting, some ended. */
async function fillRecord() {
    const call = async (path, body, token, key) => {
        const answer = await fetch(`${server.address}api/v1/${path}`, {
            method: 'POST', body: JSON.stringify(body),
            headers: {'Content-Type': 'application/json', ...(token && {Authorization: `Bearer ${token}`}),
                      ...(key && {'Idempotency-Key': key})}});
        assert.ok(answer.ok, `${path} ${answer.status} ${await answer.clone().text()}`);
        return answer.json();
    };
    const {token} = await call('session', {name: leader.name, password: leader.password});
    for (let i = 0; i < 30; ++i) {
        const asked = 400 - 13 * i;
        const waited = i % 7 === 3 ? 20 : 9;
        const events = [{on: day(asked), event: 'contact_received'}];
        if (i < 28) {
            events.push({on: day(asked - 4), event: 'decision_made', result: 'granted', service: 'ambulatory'});
            events.push({on: day(asked - waited), event: 'treatment_started', service: 'ambulatory', provider: 'own'});
        }
        if (asked > 130 && i < 28)
            events.push({on: day(asked - 100), event: 'treatment_ended', status: 'completed',
                         outcome: ['drug_free', 'reduced', 'unchanged'][i % 3]});
        await call('cases', {person: {name: `Prøve ${i}`}, unit: i % 2 ? 'Rusmiddelcenter' : 'Åben Rådgivning',
                             case: {person: {born: `19${60 + i}-05-01`, residence: '0730'}, events}}, token, `reports-${i}-key`);
    }
}

before(async () => {
    chromium = await openBrowser();
    server = await startWorkplace('randers');
    leader = addAccount(server, 'leader', 'leder');
    auditor = addAccount(server, 'auditor', 'tilsyn');
    await fillRecord();
});
after(async () => {
    await chromium?.close();
    await server?.close();
});

async function atWork(t, who) {
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    t.after(() => context.close());
    if (who) await logIn(page, who, words.da);
    const look = async (name) => {
        await checkAccessibility(page, name);
        await takePictures(page, `reports-${name}`);
    };
    return {page, complaints, look};
}

test('a leader sees the figures, and a number opens into its cases', async (t) => {
    const {page, complaints, look} = await atWork(t, leader);
    await page.getByRole('navigation').getByRole('link', {name: 'Tal', exact: true}).click();
    await page.getByRole('heading', {level: 1, name: 'Holdes garantien?'}).waitFor();
    const late = page.locator('#t-law tbody tr').first().locator('td a').nth(1);
    assert.equal((await late.textContent()).match(/^\d+/)[0] > 0, true);
    await look('garantien');
    await late.click();
    await page.getByRole('heading', {name: 'Sagerne bag tallet'}).waitFor();
    await page.locator('main tbody tr').first().getByText('For sent').first().waitFor().catch(() => {});
    await look('sagerne');
    await page.goto('/arbejde/tal/maal');
    await page.getByRole('heading', {level: 2, name: /Stoffri eller mindre forbrug/}).waitFor();
    await look('maal');
    await page.goto('/arbejde/tal/statistik');
    await page.getByText('Fra kommunens tal til statistikkens').first().waitFor();
    await look('statistik');
    await page.goto('/arbejde/tal/registre');
    await page.getByRole('heading', {level: 2, name: /SMDB/}).waitFor();
    await look('registre');
    const download = page.waitForEvent('download');
    await page.getByRole('link', {name: /Hent filen til Stofmisbrugsdatabasen/}).click();
    assert.match((await download).suggestedFilename(), /^smdb-\d{4}-\d\d\.csv$/);
    await page.goto('/arbejde/fremsyn');
    await page.getByText('De næste uger').first().waitFor();
    await look('fremsyn');
    await page.goto('/arbejde/tal/behandlingssteder');
    await page.getByText('Der står ingen behandlingssteder').waitFor();
    assert.equal((await page.goto('/en/work/figures')).status(), 200);
    await page.getByRole('heading', {level: 1, name: 'Is the guarantee kept?'}).waitFor();
    assert.deepEqual(complaints, []);
});

test('an auditor sees small numbers hidden, draws a sample, notes, and takes the report', async (t) => {
    const {page, complaints, look} = await atWork(t, auditor);
    await page.getByRole('heading', {level: 1, name: 'Holdes garantien?'}).waitFor();
    assert.equal(await page.locator('.report-table td a').count(), 0, 'no number leads to cases');
    assert.ok(await page.getByText('skjult, fordi det er for få').count() > 0);
    assert.equal((await page.goto('/arbejde/tal/sager?table=law&line=all&column=late')).status(), 403);
    assert.equal((await page.goto('/arbejde/tal/registre')).status(), 403);
    await page.goto('/arbejde/tilsyn');
    await fill(page, 'size', '5');
    await fill(page, 'seed', '42');
    await page.getByRole('button', {name: 'Træk stikprøve'}).click();
    await page.getByText(/5 trukket ud af 2\d \(afgørelser\)\. Frø: 42/).waitFor();
    const drawn = await page.locator('main tbody th a').allTextContents();
    await look('tilsyn');
    await page.locator('main tbody th a').first().click();
    await page.getByRole('heading', {name: /Stikprøve: sag/}).waitFor();
    assert.equal(await page.getByText(/Prøve \d/).count(), 0, 'no names');
    await look('stikproeve');
    await page.locator('main [name=judgement][value=remark]').check({force: true});
    await page.getByRole('button', {name: 'Gem vurderingen'}).click();
    await page.getByRole('alert').getByText('Skriv, hvad du så.').first().waitFor();
    await fill(page, 'text', 'Begrundelsen er kort');
    await page.getByRole('button', {name: 'Gem vurderingen'}).click();
    await page.locator('main tbody').getByText('Bemærkning').waitFor();
    assert.deepEqual(await page.locator('main tbody th a').allTextContents(), drawn, 'the same seed, the same sample');
    const pdf = page.waitForEvent('download');
    await page.getByRole('link', {name: 'Rapport som PDF'}).click();
    assert.equal((await pdf).suggestedFilename(), 'tilsyn.pdf');
    assert.deepEqual(complaints.filter((one) => !/403/.test(one)), []);
});

test('everybody may read how well the standard is kept', async (t) => {
    const {page, complaints, look} = await atWork(t);
    await page.goto('/standarder/randers');
    await page.getByRole('heading', {name: 'Hvor godt bliver standarden holdt?'}).waitFor();
    const kept = await page.locator('#kept').textContent();
    assert.match(kept, /skjult|for få|%/);
    for (const cell of await page.locator('#kept td').allTextContents())
        assert.ok(!/^[1-4]$/.test(cell.trim()), `a small number: ${cell}`);
    await look('offentlig');
    assert.deepEqual(complaints, []);
});
