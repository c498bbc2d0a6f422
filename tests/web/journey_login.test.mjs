// Who gets in, and how far: second factor, identity provider, one's own case, cases of other units, the log.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {freePort, identityFile, secret, startIdentityProvider} from './identity_provider.mjs';
import {addAccount, daysAgo, fill, logIn, openCase, startWorkplace, words} from './workplace.mjs';

let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

const press = (page, name) => page.getByRole('button', {name, exact: true}).click();
const heading = (page, name) => page.getByRole('heading', {level: 1, name}).waitFor();
async function look(page, name) {
    await checkAccessibility(page, name);
    await takePictures(page, `login-${name}`);
}
async function somebody(t, address, options) {
    const {page, complaints, context} = await openPage(chromium.browser, address, options);
    t.after(() => context.close());
    return {page, complaints, context};
}

// RFC 6238, once more and by somebody else's HMAC.
function totp(base32, seconds = Date.now() / 1000) {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [...base32].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
    const mac = createHmac('sha1', key).update(counter).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0');
}

test('a second factor: set up, asked for, lost and replaced by paper', async (t) => {
    const server = await startWorkplace('randers', '--require-second-factor');
    t.after(() => server.close());
    const {page, complaints} = await somebody(t, server.address);
    await logIn(page, server);
    await page.getByText('Du skal sætte en anden nøgle op').waitFor();
    await page.goto('/arbejde');
    await heading(page, 'Min adgang');
    await press(page, 'Sæt en anden nøgle op');
    const key = (await page.locator('main ol code').textContent()).replaceAll(' ', '');
    assert.match(key, /^[A-Z2-7]{32}$/);
    await look(page, 'noegle');
    await fill(page, 'code', '000000');
    await press(page, 'Gem den anden nøgle');
    await page.getByText('Koden passer ikke').first().waitFor();
    await fill(page, 'code', totp(key));
    await press(page, 'Gem den anden nøgle');
    await page.getByText('Din anden nøgle virker nu').waitFor();
    const paper = await page.locator('.codes code').allTextContents();
    assert.equal(paper.length, 10);
    await look(page, 'papirkoder');
    await page.goto('/arbejde');
    await heading(page, 'Mit arbejde');
    await press(page, 'Log ud');
    await logIn(page, server);
    await heading(page, 'Skriv din kode');
    await look(page, 'kode');
    await page.goto('/arbejde');
    await heading(page, 'Log ind som medarbejder');
    await logIn(page, server);
    await fill(page, 'code', paper[0]);
    await page.locator('main').getByRole('button', {name: 'Log ind', exact: true}).click();
    await heading(page, 'Mit arbejde');
    await press(page, 'Log ud');
    await logIn(page, server);
    await fill(page, 'code', paper[0]);
    await page.locator('main').getByRole('button', {name: 'Log ind', exact: true}).click();
    await page.getByText('Koden passer ikke, eller den er brugt').first().waitFor();
    assert.deepEqual(complaints.filter((one) => !/403/.test(one)), []);
});

test('a case of another unit: opened with a reason, seen by a leader, in the log', async (t) => {
    const server = await startWorkplace('randers');
    t.after(() => server.close());
    const mine = addAccount(server, 'caseworker', 'inga', '--unit', 'Centret', '--scope', 'unit');
    const other = addAccount(server, 'caseworker', 'otto', '--unit', 'Gadeteamet', '--scope', 'unit');
    const leader = addAccount(server, 'leader', 'lis', '--shown', 'Lis Leder');
    const auditor = addAccount(server, 'auditor', 'rita', '--shown', 'Rita Revision');
    const inga = await somebody(t, server.address), otto = await somebody(t, server.address);
    await logIn(inga.page, mine);
    const path = await openCase(inga.page, words.da, 'Asta Opdigt', {cpr: '010190-9995', born: '1-1-1990'});
    await inga.page.goto(`${path}/tildel`);
    await fill(inga.page, 'unit', 'Centret');
    await press(inga.page, 'Gem');
    await inga.page.waitForURL(/since=|arbejde/);
    const number = path.match(/sag\/([^/?#]+)/)[1];

    await logIn(otto.page, other);
    assert.equal(await otto.page.getByText('Asta Opdigt').count(), 0, 'not in the work list');
    await otto.page.locator('#head-q').fill('Asta');
    await otto.page.getByRole('navigation').getByRole('button', {name: 'Find', exact: true}).click();
    await otto.page.getByText('Ingen').first().waitFor();
    assert.equal(await otto.page.getByText('Asta Opdigt').count(), 0, 'a name finds nobody of another unit');
    await otto.page.locator('#head-q').fill('010190-9995');
    await otto.page.getByRole('navigation').getByRole('button', {name: 'Find', exact: true}).click();
    await heading(otto.page, 'Sagen er ikke din enheds');
    assert.equal(await otto.page.getByText('Asta').count(), 0, 'and tells nothing of the person');
    await look(otto.page, 'en-anden-enhed');
    await fill(otto.page, 'reason', 'kort');
    await press(otto.page, 'Åbn sagen');
    await otto.page.getByText('Skriv grunden med').first().waitFor();
    await fill(otto.page, 'reason', 'Borgeren står i døren og har det dårligt');
    await press(otto.page, 'Åbn sagen');
    await otto.page.getByRole('heading', {name: /Asta Opdigt/}).first().waitFor();

    const lis = await somebody(t, server.address);
    await logIn(lis.page, leader);
    await lis.page.goto('/arbejde/aabnet');
    await lis.page.getByText('Borgeren står i døren og har det dårligt').waitFor();
    await look(lis.page, 'aabnet');
    await press(lis.page, 'Jeg har set det');
    await lis.page.getByText(/Lis Leder, /).waitFor();
    await lis.page.goto(`/sag/${number}/opslag`);
    await lis.page.getByText('Åbnet med en grund').first().waitFor();
    await look(lis.page, 'sagens-opslag');
    const pdf = await lis.page.request.get(`/sag/${number}/opslag/pdf`);
    assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');

    const rita = await somebody(t, server.address);
    await logIn(rita.page, auditor);
    await rita.page.getByRole('link', {name: 'Opslag', exact: true}).click();
    await heading(rita.page, 'Opslag');
    await fill(rita.page, 'outcome', 'refused');
    await press(rita.page, 'Vis');
    const rows = rita.page.locator('main tbody tr');
    await rows.first().waitFor();
    for (const row of await rows.all()) assert.match(await row.innerText(), /Afvist/);
    await look(rita.page, 'opslag');
    assert.equal((await rita.page.request.get(`/sag/${number}`)).status(), 403, 'whoever audits reads no case');
    const [file] = await Promise.all([rita.page.waitForEvent('download'), press(rita.page, 'Hent som CSV')]);
    assert.match(file.suggestedFilename(), /\.csv$/);
});

async function withIdentityProvider(t) {
    const port = await freePort();
    const fjorten = `http://127.0.0.1:${port}`;
    const folder = mkdtempSync(join(tmpdir(), 'fjorten-identity-'));
    const provider = await startIdentityProvider({fjorten, people: {
        mette: {name: 'Mette Opdigt', unit: 'Centret', groups: ['OTHER', 'FJORTEN_BEHANDLER']},
        gert: {name: 'Gert Gæst', groups: ['NOTHING_HERE']},
        asta: {name: 'Asta Opdigt', cpr: '0101909995'},
        nils: {name: 'Nils Ingensag', cpr: '0202909993'},
        rikke: {name: 'Rikke Pårørende', cpr: '0303909991'},
    }});
    writeFileSync(join(folder, 'identity.yaml'), identityFile(provider.issuer, 'randers'));
    writeFileSync(join(folder, 'identity.secret'), secret);
    const server = await startWorkplace('randers', '--port', String(port), '--identity', join(folder, 'identity.yaml'));
    t.after(async () => {
        await server.close();
        await provider.close();
        rmSync(folder, {recursive: true});
    });
    return {server, provider};
}

async function comeIn(page, door, name) {
    await page.goto('/log-ind');
    await page.getByRole('link', {name: door}).click();
    await page.getByRole('link', {name}).click();
}

test('staff by the word of an identity provider', async (t) => {
    const {server, provider} = await withIdentityProvider(t);
    const {page, context} = await somebody(t, server.address);
    await page.goto('/log-ind');
    await look(page, 'doere');
    await page.goto('/arbejde/opslag');
    await page.getByRole('link', {name: 'Log ind med kommunens login'}).click();
    await page.getByRole('link', {name: 'Mette Opdigt'}).click();
    await page.getByRole('link', {name: /Mette Opdigt/}).waitFor();
    const cookie = (await context.cookies()).find((one) => one.name === 'fjorten');
    assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, 'Strict']);
    await page.goto('/arbejde');
    await heading(page, 'Mit arbejde');

    // What comes back is taken once, from this browser, with a state that began here.
    const answer = '/log-ind/svar?code=x&state=';
    assert.equal((await page.request.get(`${answer}invented`)).status(), 403);
    const begun = await page.request.get('/log-ind/med/medarbejdere', {maxRedirects: 0});
    const state = new URL(begun.headers().location).searchParams.get('state');
    const stranger = await fetch(new URL(answer + state, server.address));
    assert.equal(stranger.status, 403, 'another browser');
    assert.equal((await page.request.get(answer + state)).status(), 403, 'and the state is used up');
    assert.equal((await page.request.get('/log-ind/med/ukendt', {maxRedirects: 0})).status(), 404);

    // Logged out there means logged out here.
    await page.goto(`${provider.issuer}/session/end`);
    await page.getByRole('button').first().click();
    await page.waitForLoadState();
    await page.goto(`${server.address}arbejde`);
    await heading(page, 'Log ind som medarbejder');

    // And out here means out there.
    await comeIn(page, 'Log ind med kommunens login', 'Mette Opdigt');
    await page.getByRole('link', {name: /Mette Opdigt/}).waitFor();
    await press(page, 'Log ud');
    await page.waitForURL(/session\/end/);

    const guest = await somebody(t, server.address);
    await comeIn(guest.page, 'Log ind med kommunens login', 'Gert Gæst');
    await heading(guest.page, 'Du kunne ikke logges ind');
    await look(guest.page, 'ingen-rolle');
});

test('my case: deadlines with why, own words, consent, file access, who has looked', async (t) => {
    const {server} = await withIdentityProvider(t);
    const staff = await somebody(t, server.address);
    await logIn(staff.page, server);
    const path = await openCase(staff.page, words.da, 'Asta Opdigt', {cpr: '010190-9995', born: '1-1-1990', on: daysAgo(3)});
    const number = path.match(/sag\/([^/?#]+)/)[1];
    const other = await openCase(staff.page, words.da, 'Bo Påfund', {on: daysAgo(2)});
    const otherNumber = other.match(/sag\/([^/?#]+)/)[1];

    const {page, complaints} = await somebody(t, server.address);
    await comeIn(page, 'Log ind som borger', 'Asta Opdigt');
    await heading(page, 'Min sag');
    await page.getByRole('heading', {name: 'Dine frister'}).waitFor();
    await page.getByText('Hvorfor?').first().click();
    await look(page, 'min-sag');
    await fill(page, 'words', '   ');
    await press(page, 'Læg det i sagen');
    await page.getByRole('alert').first().waitFor();
    await fill(page, 'words', 'Jeg vil helst mødes om eftermiddagen.');
    await press(page, 'Læg det i sagen');
    await page.getByText('Dine ord er lagt i sagen').waitFor();
    await press(page, 'Giv samtykke: Jeg vil gerne i behandling');
    await page.getByText('Dit samtykke er skrevet i sagen').waitFor();
    await press(page, 'Bed om aktindsigt');
    await page.getByText('Dit ønske om aktindsigt er modtaget').waitFor();
    await page.getByText('Du bad om aktindsigt').waitFor();
    await look(page, 'min-sag-efter');
    await page.getByRole('link', {name: 'Hvem har set min sag'}).first().click();
    await heading(page, 'Hvem har set sagen');
    await page.getByText('Så sagen').first().waitFor();
    await look(page, 'mine-opslag');
    const pdf = await page.request.get('/min-sag/opslag.pdf');
    assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');

    // Nothing but one's own, and nothing of the staff's.
    for (const closed of [`/sag/${number}`, `/sag/${otherNumber}`, '/sager', '/arbejde/opslag', '/min-adgang', '/arbejde/kontakter',
        '/kalender', `/sag/${number}/kopi/json`])
        assert.equal((await page.request.get(closed)).status(), 403, closed);
    assert.equal((await page.request.get(`/min-sag/${otherNumber}`)).status(), 404);
    assert.equal((await page.request.get(`/min-sag/${number}/dokument/1`)).status(), 404);

    await staff.page.goto(`/sag/${number}`);
    await staff.page.getByText('Borgerens egne ord').first().waitFor();
    assert.equal((await staff.page.request.get('/min-sag')).status(), 403);

    // A relative sees what the citizen let her see, and until the citizen takes it back.
    await staff.page.goto(`/sag/${number}/fuldmagt`);
    await fill(staff.page, 'name', 'Rikke Pårørende');
    await fill(staff.page, 'cpr', '030390-9991');
    await fill(staff.page, 'until', daysAgo(400));
    await press(staff.page, 'Gem');
    await staff.page.getByText('Skriv en dag fra i dag').first().waitFor();
    await fill(staff.page, 'until', daysAgo(-30));
    await press(staff.page, 'Gem');
    await staff.page.getByText('Rikke Pårørende: Frister og aftaler').waitFor();
    await look(staff.page, 'fuldmagt');
    const relative = await somebody(t, server.address);
    await comeIn(relative.page, 'Log ind som borger', 'Rikke Pårørende');
    await heading(relative.page, 'Sag for Asta Opdigt');
    await relative.page.getByRole('heading', {name: 'Dine frister'}).waitFor();
    assert.equal(await relative.page.getByRole('heading', {name: 'Breve til dig'}).count(), 0);
    assert.equal(await relative.page.locator('main form').count(), 0, 'nothing can be added for somebody else');
    await look(relative.page, 'for-en-anden');
    assert.equal((await relative.page.request.get('/min-sag/opslag')).status(), 404);
    await page.goto('/min-sag');
    await page.getByText('Rikke Pårørende: Frister og aftaler').waitFor();
    await press(page, 'Tag tilbage: Rikke Pårørende');
    await page.getByText('Det er taget tilbage').waitFor();
    assert.equal((await relative.page.request.get('/min-sag')).status(), 404, 'at once');

    const nobody = await somebody(t, server.address);
    await comeIn(nobody.page, 'Log ind som borger', 'Nils Ingensag');
    await heading(nobody.page, 'Der er ingen sag her i dit navn');
    assert.deepEqual(complaints.filter((one) => !/40[34]|422|^elsewhere/.test(one)), []);
});

test('sessions, password and tokens of one\'s own', async (t) => {
    const server = await startWorkplace('randers');
    t.after(() => server.close());
    const here = await somebody(t, server.address), there = await somebody(t, server.address);
    await logIn(here.page, server);
    await logIn(there.page, server);
    await here.page.goto('/min-adgang');
    await look(here.page, 'min-adgang');
    await press(here.page, 'Afslut');
    await here.page.getByText('Sessionen er afsluttet').waitFor();
    await there.page.goto('/arbejde');
    await heading(there.page, 'Log ind som medarbejder');
    await here.page.getByText('Lav en nøgle').first().click();
    await fill(here.page, 'label', 'Rapport');
    await press(here.page, 'Lav en nøgle');
    const token = await here.page.locator('.long-code').textContent();
    const ask = (path, method = 'GET') => fetch(new URL(path, server.address), {method, headers: {
        Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': 'token-test-1'}, body: method === 'GET' ? undefined : '{}'});
    assert.equal((await ask('/api/v1/work')).status, 200);
    assert.equal((await ask('/api/v1/cases', 'POST')).status, 403, 'it may only read');
    await here.page.goto('/min-adgang');
    assert.equal(await here.page.getByText(token).count(), 0, 'shown once');
    assert.equal((await fetch(new URL('/arbejde', server.address), {headers: {Cookie: `fjorten=${token}`}, redirect: 'manual'})).status, 303,
                 'a token opens no pages');
    await here.page.locator('tr', {hasText: 'Rapport'}).getByRole('button', {name: 'Afslut'}).click();
    await here.page.getByText('Nøglen virker ikke mere').waitFor();
    assert.equal((await ask('/api/v1/work')).status, 401);
    await fill(here.page, 'old_password', server.password);
    await fill(here.page, 'new_password', 'kort');
    await press(here.page, 'Skift adgangskode');
    await here.page.getByText('Den nye adgangskode er for kort').first().waitFor();
    await fill(here.page, 'old_password', server.password);
    await fill(here.page, 'new_password', 'en lang og god sætning');
    await press(here.page, 'Skift adgangskode');
    await here.page.getByText('Din adgangskode er ændret').waitFor();
    assert.deepEqual(here.complaints.filter((one) => !/422|403/.test(one)), []);
});
