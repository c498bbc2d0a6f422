// The registers: a provider is written, found, changed under the eyes of somebody else; an authority is confirmed, and no
// longer is when its address changes.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {fill, logIn, startWorkplace, words} from './workplace.mjs';

let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

async function atWork(t) {
    const server = await startWorkplace('randers');
    t.after(() => server.close());
    const {page, complaints, context} = await openPage(chromium.browser, server.address);
    t.after(() => context.close());
    // Whoever looks after the rules looks after the registers too: the second account.
    const [, owner] = [...server.said().matchAll(/^ {2}(\S+) {2}(\S+) {2}\(/mg)];
    await logIn(page, {name: owner[1], password: owner[2]}, words.da);
    const look = async (name) => {
        await checkAccessibility(page, name);
        await takePictures(page, `registers-${name}`);
    };
    return {server, page, complaints, context, look};
}

const press = (page, name) => page.getByRole('button', {name, exact: true}).click();
const follow = (page, name) => page.getByRole('main').getByRole('link', {name}).first().click();

test('a provider: written, found, changed while somebody else changes it, ended', async (t) => {
    const {page, context, complaints, look} = await atWork(t);
    await page.getByRole('link', {name: 'Steder og adresser'}).click();
    await page.getByText('Der er ingen behandlingssteder endnu.').waitFor();
    await look('tom');
    await follow(page, 'Nyt behandlingssted');
    await fill(page, 'name', 'Klokkeblomsten');
    await fill(page, 'price.0.service', 'residential');
    await fill(page, 'price.0.amount', 'mange penge');
    await press(page, 'Gem');
    await page.getByRole('alert').getByText(/Skriv prisen for en dag/).waitFor();
    assert.equal(await page.locator('main [name="price.0.amount"]').inputValue(), 'mange penge', 'what was typed is kept');
    await look('fejl');
    await fill(page, 'price.0.amount', '2.450,50');
    await fill(page, 'price.0.from', '1-1-2026');
    await press(page, 'Gem');
    await page.getByRole('alert').getByText(/Vælg/).first().waitFor();
    await fill(page, 'kind', 'private');
    await fill(page, 'run_by', 'external');
    // The first row of approvals stays empty: it is none, and the second becomes the first.
    await fill(page, 'approval.1.by', 'Socialtilsyn Nord');
    await fill(page, 'approval.1.services', 'residential');
    await fill(page, 'approval.1.from', '1-1-2025');
    await page.getByRole('button', {name: 'Flere priser'}).click();
    assert.equal(await page.locator('main [name="approval.0.by"]').inputValue(), 'Socialtilsyn Nord');
    assert.equal(await page.locator('main [name="price.2.amount"]').count(), 1, 'two rows more than are filled in');
    await fill(page, 'telephone', '00 00 00 01');
    await press(page, 'Gem');
    await page.getByText('Gemt.').waitFor();
    await page.getByText('Godkendt: Døgnbehandling').waitFor();
    await page.getByText(/2\.450,50 kr\. pr\. dag, fra 1\. januar 2026/).waitFor();
    await look('sted');
    const place = new URL(page.url()).pathname;

    // Two people change it: the second is told what the first did, and what they typed is still there.
    await page.goto(`${place}/ret`);
    const other = await context.newPage();
    await other.goto(`${place}/ret`);
    await fill(other, 'telephone', '00 00 00 09');
    await fill(other, 'reason', 'Nyt nummer.');
    await press(other, 'Gem');
    await other.getByText('Gemt.').waitFor();
    await other.close();
    await fill(page, 'contact_person', 'Opdigt Opdigtet');
    await press(page, 'Gem');
    await page.getByText('00 00 00 01 → 00 00 00 09').waitFor();
    assert.equal(await page.locator('main [name=contact_person]').inputValue(), 'Opdigt Opdigtet');
    await look('konflikt');
    await fill(page, 'telephone', '00 00 00 09');
    await press(page, 'Gem');
    await page.getByText('Gemt.').waitFor();
    await page.getByText('Historik: 3 udgaver').click();
    await page.getByText('Nyt nummer.').waitFor();
    await page.getByText('(intet) → Opdigt Opdigtet').waitFor();
    await look('historik');

    await page.goto('/arbejde/behandlingssteder?q=klok');
    await page.getByRole('link', {name: 'Klokkeblomsten'}).waitFor();
    await look('liste');
    await page.goto('/arbejde/behandlingssteder?q=rosen');
    await page.getByText('Ingen passer til det.').waitFor();
    await page.goto(`${place}/ret`);
    await fill(page, 'ended_on', '1-1-2026');
    await press(page, 'Gem');
    await page.getByText('Bruges ikke længere').waitFor();
    await page.goto('/arbejde/behandlingssteder');
    await page.getByText('1 sted, der ikke længere bruges').waitFor();
    assert.deepEqual(complaints, []);
});

test('an authority: confirmed, and no longer when its address changes', async (t) => {
    const {page, complaints, look} = await atWork(t);
    await page.goto('/arbejde/kontakter');
    await follow(page, 'Ny myndighed eller kontakt');
    await fill(page, 'name', 'Opdigtet Ankenævn');
    await fill(page, 'kind', 'complaint_body');
    await fill(page, 'address', 'Opdigtet Gade 7\n9000 Aalborg');
    await press(page, 'Gem');
    await page.getByRole('alert').getByText('Skriv den første dag.').waitFor();
    await look('kontakt-fejl');
    await fill(page, 'from', '1-1-2026');
    await fill(page, 'stands_for', 'ankestyrelsen');
    await press(page, 'Gem');
    await page.getByText('Adressen bliver ikke trykt på breve').waitFor();
    await look('ubekraeftet');
    const place = new URL(page.url()).pathname;
    await page.goto('/arbejde/kontakter');
    await follow(page, '1 skal bekræftes');
    await look('skal-bekraeftes');
    await follow(page, 'Opdigtet Ankenævn');
    await press(page, 'Bekræft, at det passer i dag');
    await page.getByText('Bekræftet', {exact: true}).waitFor();
    await look('bekraeftet');
    await page.goto(`${place}/ret`);
    await fill(page, 'address', 'Opdigtet Gade 9\n9000 Aalborg');
    await press(page, 'Gem');
    await page.getByText('Ikke bekræftet', {exact: true}).waitFor();
    await page.goto(words.en.work + '/contacts');
    await page.getByText('Not confirmed').first().waitFor();
    await look('contacts-en');
    assert.deepEqual(complaints, []);
});
