// The short ways in: where to turn, my rights, complaining, relatives, professionals; from the front page, in both languages.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {checkAccessibility, openBrowser, openPage, sizes, takePictures} from './browser.mjs';
import {startServer} from './server.mjs';

let server, chromium;
before(async () => {
    server = await startServer();
    chromium = await openBrowser();
});
after(async () => {
    await chromium?.close();
    assert.deepEqual(await server?.stop(), {code: 0, signal: null});
});

const languages = {
    da: {start: '/', turn: 'Hvor skal jeg gå hen?', rights: 'Hvad har jeg ret til?', complain: 'Klag', relatives: 'Jeg er pårørende',
        professionals: 'Jeg er lærer, læge eller anden fagperson', where: 'Vis mig hvor', youth: 'UngeCenter', first: 'Visitationen',
        show: 'Vis mine rettigheder', answered: 'Dine rettigheder: Randers', offers: 'Hvilken hjælp er der?', submit: 'Vis, hvordan jeg klager',
        choose: 'Vælg, hvad du klager over.', decision: /De har sagt nej/, staff: /En, der er ansat/, board: 'Ankestyrelsen',
        due: 'mandag den 30. marts 2026', none: /Der er ingen frist/, letter: 'Se brevet på skærmen', change: 'Ret det, jeg skrev',
        pdf: 'Hent brevet (PDF)', thisted: /28 dage|fire uger/, talks: /tre samtaler|3 samtaler|højst tre/i, there: 'Vis, hvad der er',
        notMentioned: 'Kommunens standard nævner ingen samtaler', unconfirmed: /bekræftet/, call: 'Vis, hvor jeg ringer hen',
        referral: 'Hent henvisningen (PDF)', notification: 'Hent underretningen (PDF)', yes: 'Ja'},
    en: {start: '/en/', turn: 'Where do I go?', rights: 'What am I entitled to?', complain: 'Complain', relatives: 'I am a relative',
        professionals: 'I am a teacher, a doctor or another professional', where: 'Show me where', youth: 'The youth centre', first: 'Visitationen',
        show: 'Show my rights', answered: 'Your rights: Randers', offers: 'What help is there?', submit: 'Show me how to complain',
        choose: 'Choose what you complain about.', decision: /They said no/, staff: /Somebody who works there/, board: 'Ankestyrelsen',
        due: 'Monday 30 March 2026', none: /no time limit/, letter: 'See the letter on the screen', change: 'Change what I wrote',
        pdf: 'Get the letter (PDF)', thisted: /28 days|four weeks/, talks: /three/i, there: 'Show what there is',
        notMentioned: 'mentions no talks for relatives', unconfirmed: /confirmed/, call: 'Show me where to call',
        referral: 'Get the referral (PDF)', notification: 'Get the notification (PDF)', yes: 'Yes'},
};

// The letter as the buttons ask for it.
async function fetched(page, go) {
    const form = page.locator('main form').filter({has: page.locator('[value="letter.pdf"]')});
    const fields = await form.locator('input').evaluateAll((all) => all.map(({name, value}) => [name, value]));
    const answer = await page.request.post(await form.getAttribute('action'), {
        headers: {'content-type': 'application/x-www-form-urlencoded'}, data: new URLSearchParams([...fields, ['go', go]]).toString(),
    });
    assert.equal(answer.status(), 200);
    return (await answer.body()).toString('latin1');
}

for (const [language, javaScriptEnabled, viewport] of [['da', true, sizes.phone], ['en', false, sizes.desktop]]) {
    const say = languages[language];
    const story = (name, tell) => test(`${name}: ${language}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
        const {page, complaints, context} = await openPage(chromium.browser, server.address, {javaScriptEnabled, viewport});
        const look = async (what) => {
            if (javaScriptEnabled) await checkAccessibility(page, what);
            await takePictures(page, `public-${what}-${language}`);
        };
        const open = async (link) => {
            await page.goto(say.start);
            await page.locator('main').getByRole('link', {name: link, exact: true}).click();
        };
        const choose = (label) => page.locator('main select[name=municipality]').selectOption({label});
        await tell({page, look, open, choose});
        assert.deepEqual(complaints, []);
        await context.close();
    });

    story('where to turn', async ({page, look, open, choose}) => {
        await open(say.turn);
        await look('turn');
        await page.getByRole('button', {name: say.where}).click();
        await page.locator('.error-summary').waitFor();
        await choose('Brønderslev');
        await page.locator('main [name=born]').fill('1-5-2004');
        await page.getByRole('button', {name: say.where}).click();
        // Under thirty it depends on a pension.
        await page.locator('main form.panel').waitFor();
        await look('turn-unclear');
        await page.locator('main form.panel').getByRole('radio').last().check({force: true});
        await page.locator('main form.panel button').click();
        await page.locator('.font-lead').filter({hasText: say.youth}).waitFor();
        assert.match(await page.locator('main').innerText(), say.unconfirmed);
        await look('turn-answer');
    });

    story('my rights', async ({page, look, open, choose}) => {
        await open(say.rights);
        await look('rights');
        await choose('Randers');
        await page.locator('main [name="e0.on"]').fill('31-2-2026');
        await page.getByRole('button', {name: say.show}).click();
        await page.locator('#f-e0-on-error').waitFor();
        await page.locator('main [name="e0.on"]').fill('2-3-2026');
        await page.locator('main [name="e2.on"]').fill('4-3-2026');
        await page.getByRole('radio', {name: say.yes}).first().check({force: true});
        await page.getByRole('button', {name: say.show}).click();
        await page.getByRole('heading', {name: say.answered}).waitFor();
        for (const anchor of ['offers', 'actions', 'dates']) assert.equal(await page.locator(`#${anchor}`).count(), 1, anchor);
        await look('rights-answer');
    });

    story('complaining about a decision', async ({page, look, open, choose}) => {
        await open(say.complain);
        await look('complain');
        await page.getByRole('button', {name: say.submit}).click();
        await page.getByText(say.choose).first().waitFor();
        await choose('Randers');
        await page.getByRole('radio', {name: say.decision}).check({force: true});
        await page.locator('main [name="e0.on"]').fill('2-3-2026');
        await page.locator('main textarea[name=happened]').fill('<script>alert(1)</script> De sagde nej.');
        await page.getByRole('button', {name: say.submit}).click();
        await page.getByText(say.due).first().waitFor();
        const text = await page.locator('main').innerText();
        assert.match(text, new RegExp(say.board));
        await look('complain-answer');
        const letter = await fetched(page, 'letter');
        assert.match(letter, /De sagde nej\./);
        assert.match(letter, /&lt;script&gt;/);
        await page.getByRole('button', {name: say.change}).click();
        assert.equal(await page.locator('main [name="e0.on"]').inputValue(), '2-3-2026');
        await page.getByRole('radio', {name: say.staff}).check({force: true});
        await page.getByRole('button', {name: say.submit}).click();
        await page.getByText(say.none).last().waitFor();
        assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(say.due));
        assert.equal((await fetched(page, 'letter.pdf')).slice(0, 5), '%PDF-');
    });

    story('relatives and professionals', async ({page, look, open, choose}) => {
        await open(say.relatives);
        await choose('Rebild');
        await page.getByRole('button', {name: say.there}).click();
        assert.match(await page.locator('main').innerText(), say.talks);
        await look('relatives');
        await choose('Mariagerfjord');
        await page.getByRole('button', {name: say.there}).click();
        await page.getByText(say.notMentioned).waitFor();
        await open(say.professionals);
        await choose('Thisted');
        await page.getByRole('button', {name: say.call}).click();
        await look('professionals');
        for (const name of [say.referral, say.notification]) {
            const answer = await page.request.get(await page.getByRole('link', {name}).getAttribute('href'));
            assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-');
        }
    });
}

test('every kind of complaint has an addressee in every municipality, and a hostile form no effect', async () => {
    const post = (fields) => fetch(new URL('/klag', server.address), {
        method: 'POST', headers: {'content-type': 'application/x-www-form-urlencoded'}, body: new URLSearchParams(fields).toString(),
    });
    for (const municipality of ['broenderslev', 'mariagerfjord', 'randers', 'rebild', 'thisted']) {
        for (const about of ['decision', 'case_handling', 'staff', 'health', 'provider', 'file_access']) {
            const answer = await post({municipality, about, who: 'self', substance: 'drugs', go: 'answer'});
            assert.equal(answer.status, 200, `${municipality} ${about}`);
            const text = await answer.text();
            assert.match(text, /<dd><strong>[^<]+<\/strong>/, `${municipality} ${about}`);
            assert.doesNotMatch(text, /det afhænger af oplysninger/i);
        }
    }
    assert.equal((await post({municipality: 'randers', about: 'everything', who: 'self', substance: 'drugs', go: 'answer'})).status, 422);
    assert.equal((await post({municipality: 'nowhere', about: 'staff', who: 'self', substance: 'drugs', go: 'answer'})).status, 422);
    assert.equal((await post({municipality: 'randers', about: 'staff', who: 'self', substance: 'drugs', happened: 'x'.repeat(9000), go: 'letter'})).status, 422);
    assert.equal((await post({municipality: 'randers', about: 'decision', who: 'self', substance: 'drugs', 'e0.event': 'decision_received',
        'e0.on': '1-1-1900', go: 'answer'})).status < 500, true);
});
