// The treatment plan: made with the citizen, printed, gone through; and what is missing in it is said beside the field.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, takePictures} from './browser.mjs';
import {fill, logIn, openCase, startWorkplace, words} from './workplace.mjs';

const say = words.da;
let chromium;
before(async () => { chromium = await openBrowser(); });
after(async () => { await chromium?.close(); });

const press = (page, name) => page.getByRole('button', {name, exact: true}).click();

test('Rebild: a plan with goals, refused without them, made, and gone through', async (t) => {
    const server = await startWorkplace('rebild');
    t.after(() => server.close());
    const {page, context} = await openPage(chromium.browser, server.address);
    t.after(() => context.close());
    await logIn(page, server, say);
    const path = await openCase(page, say, 'Anne Opdigt');

    await page.goto(`${path}/plan`);
    await fill(page, 'citizen_words', 'Jeg vil gerne kunne passe et arbejde.');
    await press(page, 'Planen er lagt');
    await page.locator('.form-error-message').first().waitFor();
    assert.equal(await page.locator('main form textarea[name=citizen_words]').inputValue(), 'Jeg vil gerne kunne passe et arbejde.');
    await checkAccessibility(page, 'plan refused');

    await fill(page, 'goals_short', 'Møde til samtaler\nStå op klokken otte');
    await fill(page, 'goals_long', 'Et arbejde');
    await fill(page, 'methods', 'Samtaler');
    await fill(page, 'tasks', 'Mette ringer mandag.');
    for (const part of await page.locator('main form textarea[name^="part."]').all()) await part.fill('Aftalt.');
    await fill(page, 'partners', 'Jobcentret');
    await fill(page, 'partners_agreed', 'yes');
    await press(page, 'Planen er lagt');
    await page.getByRole('heading', {name: 'Planen, som den er'}).waitFor();
    await page.locator('.plan').getByText('Stå op klokken otte').waitFor();
    await checkAccessibility(page, 'plan made');
    await takePictures(page, 'plan-made');

    await fill(page, 'progress', 'Tre uger uden at misse en samtale.');
    await press(page, 'Planen er gennemgået');
    await page.locator('.plan').getByText('Gennemgået den').waitFor();
    await page.locator('.plan').getByText('Tre uger uden at misse en samtale.').waitFor();
    assert.equal(await page.locator('main form textarea[name=progress]').inputValue(), '', 'the next review begins without it');

    await page.locator('.language-link').click();
    await page.locator('html[lang=en]').waitFor();
    await page.getByRole('heading', {name: 'Treatment plan'}).waitFor();
    await checkAccessibility(page, 'plan in English');
    await takePictures(page, 'plan-en');
});
