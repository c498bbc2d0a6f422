// The ten commonest tasks from a contact to its decision, and the complaint about it: each begins on the work list, with the
// task alone.
import assert from 'node:assert/strict';
import {Client, accountsIn} from './record_client.mjs';
import {daysAgo, openCase, record, words} from './workplace.mjs';
import {button, group, link} from './tour_words.mjs';

const say = words.da;

/** One case for each task, as far as it has to be. */
export async function prepare(page, server) {
    const client = new Client(server.address);
    const [, owner] = Object.entries(accountsIn(server.said()));
    await client.logIn(...owner);
    const made = await client.send('providers', {name: 'Klokkeblomsten', kind: 'private', run_by: 'external', equivalent: ['residential'],
        approvals: [{by: 'Socialtilsyn Nord', from: '2025-01-01', services: ['residential']}]});
    assert.equal(made.status, 201);
    const paths = {};
    for (const name of ['Anna', 'Bo', 'Carl', 'Dorte', 'Erik', 'Fie', 'Gorm', 'Hans', 'Ida'])
        paths[name] = await openCase(page, say, `${name} Opdigtet`, {on: daysAgo(5)});
    for (const name of ['Carl', 'Dorte', 'Erik']) await record(page, say, paths[name], 'assessment_completed', {});
    for (const name of ['Fie', 'Gorm']) await record(page, say, paths[name], 'application_received', {'f.service': 'residential'});
    await record(page, say, paths.Gorm, 'recommendation_made', {'f.service': 'residential'});
    for (const name of ['Fie', 'Hans']) {
        await record(page, say, paths[name], 'decision_made', {'f.result': name === 'Fie' ? 'granted' : 'refused', 'f.service': 'residential'});
        await record(page, say, paths[name], 'decision_sent', {'f.channel': 'digital_post'});
    }
    await record(page, say, paths.Ida, 'file_access_requested', {});
}

const main = (page) => page.getByRole('main');
const field = (page, label) => main(page).getByLabel(label, {exact: true});

export const tasks = {
    'Spurgt om børn': async ({page, hand}) => {
        await hand.press(link(page, 'Anna Opdigtet'));
        await hand.press(link(page, 'Modtagelse'));
        await hand.press(page.getByRole('button', {name: /^Nej .*børn/}));
        await page.getByText(/Gemt/).first().waitFor();
    },
    'Et område af udredningen': async ({page, hand}) => {
        await hand.press(link(page, 'Bo Opdigtet'));
        await hand.press(link(page, 'Udredning'));
        await hand.press(main(page).locator('table a').first());
        await hand.type(main(page).locator('[name=citizen_words]'), 'Sover dårligt.');
        await hand.choose(main(page).locator('[name=state][value=done]'));
        await hand.press(button(page, 'Gem og næste område'));
        await page.waitForURL(/since=/);
    },
    Indstilling: async ({page, hand}) => {
        await hand.press(link(page, 'Carl Opdigtet'));
        await hand.press(link(page, 'Indstilling'));
        await hand.select(main(page).locator('[name=service]'), 'Ambulant behandling');
        await hand.type(main(page).locator('[name=grounds]'), 'Samtaler er nok.');
        await hand.press(button(page, 'Giv indstillingen'));
        await page.getByText(/^\s*Indstillet til/).first().waitFor();
    },
    'Afgørelse, brev og afsendelse': async ({page, hand}) => {
        await hand.press(link(page, 'Dorte Opdigtet'));
        await hand.press(link(page, 'Afgørelse'));
        await hand.choose(main(page).locator('[name=result][value=granted]'));
        await hand.select(main(page).locator('[name=service]'), 'Ambulant behandling');
        await hand.type(main(page).locator('[name=discretion]'), 'Kan møde frem.');
        await hand.press(button(page, 'Træf afgørelsen'));
        await hand.press(link(page, 'Brevet om afgørelsen'));
        await main(page).locator('[name=channel]').first().waitFor();
        for (const box of await main(page).locator('[name^="t."]').all())
            await hand.type(box, /from/.test(await box.getAttribute('name')) ? '05-12-2026' : 'Fri behandling.');
        await hand.choose(main(page).locator('[name=channel][value=digital_post]'));
        await hand.press(button(page, 'Brevet er sendt: gem det i sagen'));
        await page.getByRole('heading', {name: 'Brevet, som det er sendt'}).waitFor();
    },
    Partshøring: async ({page, hand}) => {
        await hand.press(link(page, 'Erik Opdigtet'));
        await hand.press(link(page, 'Afgørelse'));
        await hand.press(main(page).locator('a[href$="/partshoering"]'));
        await hand.type(main(page).locator('[name=about]'), 'Døgnbehandling.');
        await hand.type(main(page).locator('[name=facts]'), 'Ingen brug i to år.');
        await hand.type(main(page).locator('[name=leads_to]'), 'Afslag.');
        await hand.press(main(page).locator('button[name=go][value=final]'));
        await page.waitForURL(/since=/);
    },
    'Valg af sted fra registret': async ({page, hand}) => {
        await hand.press(link(page, 'Fie Opdigtet'));
        await hand.press(link(page, 'Tilbud'));
        await hand.press(link(page, /^Vælg Klokkeblomsten/));
        await hand.press(button(page, 'Registrer valget'));
        await page.getByText(/Valgt: Klokkeblomsten/).waitFor();
    },
    Egenbetaling: async ({page, hand}) => {
        await hand.press(link(page, 'Gorm Opdigtet'));
        await hand.press(link(page, 'Egenbetaling'));
        for (const [name, value] of Object.entries({income: '9500', housing: '3200', debt: '500', fixed_expenses: '900', provider_costs: '4000',
                                                    amount: '3500', reasons: 'Efter indtægt og udgifter.'}))
            await hand.type(main(page).locator(`[name=${name}]`), value);
        await hand.press(button(page, 'Fastsæt egenbetalingen'));
        await page.getByText(/3.500 kr. om måneden/).first().waitFor();
    },
    'En klage over en afgørelse': async ({page, hand}) => {
        await hand.press(link(page, 'Hans Opdigtet'));
        await hand.press(main(page).locator('a[href$="/klager"]').first());
        await hand.choose(main(page).locator('[name=about][value=decision]'));
        await hand.type(main(page).locator('[name=text]'), 'Jeg er uenig.');
        await hand.press(main(page).locator('form.work-form button').first());
        await page.waitForURL(/klage\//);
    },
    'Aktindsigt givet': async ({page, hand}) => {
        await hand.press(link(page, 'Ida Opdigtet'));
        await hand.press(main(page).locator('a[href$="/aktindsigt"]').first());
        await hand.press(main(page).locator('form.work-form button').first());
        await page.getByText(/besvaret/i).first().waitFor();
    },
    'Find sager til et møde': async ({page, hand}) => {
        await hand.press(link(page, 'Udvalg'));
        await hand.type(main(page).locator('[name=on]'), '05-12-2031');
        await hand.type(main(page).locator('[name=members]'), 'Leder');
        await hand.press(button(page, 'Planlæg mødet'));
        await hand.press(link(page, 'Find sager, der venter på en plads'));
        await page.locator('#waiting').waitFor();
    },
};
