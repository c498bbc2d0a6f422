// The pictures of docs/tour/centre.md, taken of the demonstration: `node tests/web/tour_pictures.mjs`. They say nothing that a
// test does not hold; take them again when a page has changed.
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {openBrowser, openPage} from './browser.mjs';
import {accountsIn, Client, today} from './record_client.mjs';
import {startServer} from './server.mjs';
import {addAccount, logIn} from './workplace.mjs';

const folder = fileURLToPath(new URL('../../docs/tour/pictures', import.meta.url));
mkdirSync(folder, {recursive: true});
const data = mkdtempSync(join(tmpdir(), 'fjorten-tour-'));
const server = await startServer('--data', data, '--demonstration');
const accounts = accountsIn(server.said());
const chromium = await openBrowser();
try {
    const take = async (page, name) => page.screenshot({path: join(folder, `${name}.png`)});
    const at = async (name, password = accounts[name]) => {
        const {page} = await openPage(chromium.browser, server.address, {viewport: {width: 1100, height: 960}});
        await logIn(page, {name, password});
        return page;
    };
    const open = async (page, person) => {
        await page.getByRole('searchbox').fill(person);
        await page.getByRole('button', {name: 'Find', exact: true}).click();
        await page.getByRole('heading', {name: person}).waitFor();
        return new URL(page.url()).pathname;
    };
    const mette = await at('behandler.randers');
    await take(mette, 'work');
    const move = await open(mette, 'Helle Prøvedal');
    await take(mette, 'case');
    await mette.goto(`${move}/plan`);
    await take(mette, 'plan');
    await mette.goto(`${move}/samtaler`);
    await take(mette, 'sessions');
    await mette.goto(`${move}/gavekort`);
    await take(mette, 'gift-cards');
    const client = new Client(server.address);
    await client.logIn('behandler.randers', accounts['behandler.randers']);
    const {body: {colleagues}} = await client.get('colleagues');
    const {account: caseworker} = colleagues.find(({name}) => name.startsWith('Mette'));
    for (const [person, time] of [['Helle Prøvedal', '10:00'], ['Benedikte Øvelund', '10:30'], ['Erik Låneby', '13:00']]) {
        const path = await open(mette, person);
        const planned = await client.send('appointments', {on: today(), time, minutes: 45, kind: 'individual', way: 'in_person', caseworker,
                                                           case: path.split('/').pop()});
        if (planned.status !== 201) throw new Error(JSON.stringify(planned.body));
    }
    await mette.goto('/kalender');
    await take(mette, 'calendar');
    const gone = await open(mette, 'Frida Fiktivholm');
    await mette.goto(`${gone}/opfoelgning`);
    await take(mette, 'follow-up');
    const rebild = await at('behandler.rebild');
    const talks = await open(rebild, 'Clara Prøvehøj');
    await rebild.goto(`${talks}/samtaler`);
    await take(rebild, 'ten-talks');

    // A place that was asked to take a citizen.
    await client.logIn('leder.randers', accounts['leder.randers']);
    const place = await client.send('providers', {name: 'Behandlingsstedet Eksempelgården', kind: 'private', run_by: 'external',
        equivalent: ['residential'], approvals: [{by: 'Socialtilsyn Nord', from: '2025-01-01', services: ['residential']}]});
    const stay = await open(mette, 'Gorm Øvegård');
    await mette.goto(`${stay}/anvisning`);
    await mette.locator('main [name=provider]').selectOption(place.body.provider);
    await mette.locator('main [name=service]').selectOption('residential');
    await mette.getByRole('button', {name: 'Spørg stedet'}).click();
    await mette.getByText('Venter på svar').waitFor();
    const account = addAccount({data, municipality: 'randers'}, 'provider', 'eksempelgaarden', '--unit', place.body.provider);
    const there = await at(account.name, account.password);
    await there.getByRole('link', {name: 'Gorm Øvegård'}).click();
    await take(there, 'provider');
} finally {
    await chromium.close();
    await server.stop();
    rmSync(data, {recursive: true, force: true});
}
