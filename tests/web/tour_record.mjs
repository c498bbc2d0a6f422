// The ten commonest tasks of a caseworker with the record: each begins on the work list, with the task alone.
import {daysAgo, openCase, words} from './workplace.mjs';
import {button, group, link, twoDigits} from './tour_words.mjs';

export async function prepare(page) {
    for (const [name, days] of [['Anna Opdigtet', 19], ['Bo Opdigtet', 9], ['Carl Opdigtet', 8], ['Dorte Opdigtet', 7]])
        await openCase(page, words.da, name, {on: daysAgo(days)});
}

export const tasks = {
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
