// Takes one defence out at a time, builds the test that is named for it, and says whether it fails, as it has to. The sources
// are put back whatever happens. Slow (a few seconds of building for each): ./dev defences
import {spawnSync} from 'node:child_process';
import {copyFileSync, existsSync, readFileSync, renameSync, utimesSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const build = process.argv[2] ?? `${root}build/dev`;

// what is taken out | file | this | becomes that | test program | which of its tests
const defences = [
    ['a session ends when it was not used', 'src/service/sessions.cpp', '>= std::chrono::seconds((*session)->idle_seconds)', '< std::chrono::seconds(0)', 'service_test', 'SessionsTest.*'],
    ['a session ends after a day at work', 'src/service/sessions.cpp', '(*session)->ends_at <= utc_text(now())', 'false', 'service_test', 'SessionsTest.*'],
    ['a new password ends the other sessions', 'src/service/sessions.cpp', 'return accounts_.end_sessions_of((*account)->id, sha256_hex(token));', 'return {};', 'service_test', 'SessionsTest.*'],
    ['wrong passwords are braked', 'src/service/login_backoff.cpp', 'const int beyond = std::clamp(attempts.failures - free_attempts_, 0, 10);', 'const int beyond = 0;', 'service_test', 'SessionsTest.*:LoginBackoffTest.*'],
    ['a token that may read writes nothing', 'src/service/authorisation.cpp', 'is_reading(permission))', 'is_reading(permission) || true)', 'service_test', 'SessionsTest.*:AuthorisationTable.*'],
    ['the second factor is asked for', 'src/service/sessions.cpp', 'if (SecondFactor::is_set(**account)) {', 'if (SecondFactor::is_set(**account) && factor_ == nullptr) {', 'service_test', 'SecondFactorTest.*'],
    ['a code serves once', 'src/service/second_factor.cpp', 'auto used = accounts_.use_factor(account.id, step);', 'Result<void> used;', 'service_test', 'SecondFactorTest.*'],
    ['a case outside one\'s reach is not opened', 'src/service/reach.cpp', 'if (!ground) return problem(std::move(ground.error()));', '', 'service_test', 'ReachTest.*'],
    ['nor written to', 'src/service/writing.cpp', 'if (!reached) return problem(reached.error());', '', 'service_test', 'ReachTest.*'],
    ['a name finds nobody outside it', 'src/service/record_queries.cpp', 'if (found_rows->by == "name")', 'if (found_rows->by == "nothing")', 'service_test', 'ReachTest.*'],
    ['a reason opens for four hours only', 'src/service/access_desk.cpp', 'calendar::utc_text(*now + glass_holds)', 'calendar::utc_text(*now + 100 * glass_holds)', 'service_test', 'ReachTest.*'],
    ['what cannot be noted is not shown', 'src/service/access.cpp', 'noted) return problem(noted.error());', 'noted && false) return problem(noted.error());', 'service_test', 'ReachTest.*'],
    ['a citizen reaches their own case only', 'src/service/reach.cpp', 'who.person_id == charge.person_id ? "own" : ""', 'true ? "own" : ""', 'service_test', 'ReachTest.*'],
    ['the access log is covered by its hashes', 'src/store/access_log.cpp', 'if (hash_of(*entry) != entry->hash) fault', 'if (false) fault', 'store_test', 'AccessLogTest.*'],
    ['a chain that was cut off is noticed', 'src/store/access_log.cpp', 'if (!reaches_head) fault', 'if (false && !reaches_head) fault', 'store_test', 'AccessLogTest.*'],
    ['entries of the record are covered by their hashes', 'src/store/verify.cpp', 'hash_of(entry) != entry.hash', 'false', 'store_test', '*Tamper*:*ampering*'],
    ['the head of a day is signed', 'src/service/daily_head.cpp', 'return vault::is_signed(signed_text(head), head.signature, head.key);', 'return vault::is_signed(signed_text(head), head.signature, head.key) || true;', 'service_test', 'DailyHeadTest.*'],
    ['keys are wrapped anew under the next master key', 'src/vault/file_vault.cpp', 'if (auto taken = take_next(folder); !taken) return std::unexpected(std::move(taken.error()));\n    return count;', 'return count;', 'vault_test', 'RotateTest.*'],
    ['a token is for this login', 'src/identity/signed_token.cpp', 'if (text_in(*claims, "nonce") != expected.nonce) return wrong("it was made for another login");', '', 'identity_test', 'IdTokenTest.*'],
    ['a signature is checked', 'src/identity/signed_token.cpp', '|| !cjose_jws_verify(token.get(), read.get(), &failure)', '', 'identity_test', 'IdTokenTest.*'],
    ['a token is for us', 'src/identity/signed_token.cpp', 'if (!is_for(*claims, expected.client_id))', 'if (false && !is_for(*claims, expected.client_id))', 'identity_test', 'IdTokenTest.*'],
    ['an answer is for the browser that asked', 'src/identity/provider.cpp', 'if (!is_equal(login.binding, binding))', 'if (false && !is_equal(login.binding, binding))', 'identity_test', 'ProviderTest.*'],
    ['a state is taken once', 'src/identity/provider.cpp', 'Waiting login = std::move(found->second);\n    waiting_.erase(found);', 'Waiting login = found->second;', 'identity_test', 'ProviderTest.*'],
    ['a page opens for those of the table', 'src/web/workplace.cpp', 'if (!may_enter(visitor->who, address_.place)) return refuse_door(visitor->who);', '', 'web_test', 'Workplace.EveryPage*'],
    ['a form carries the secret of its session', 'src/web/workplace.cpp', 'if (!is_ours && !is_older) return problem("foreign", 403);', '', 'web_test', 'Workplace.*'],
];

const run = (command, ...words) => spawnSync(command, words, {cwd: root, encoding: 'utf8', timeout: 600_000});
let failed = 0;
for (const [what, file, from, to, program, filter] of defences) {
    const path = `${root}${file}`, kept = `${path}.kept`;
    if (existsSync(kept)) renameSync(kept, path);
    copyFileSync(path, kept);
    let verdict;
    try {
        const text = readFileSync(path, 'utf8');
        if (!text.includes(from)) verdict = `NOT THERE: ${file} has no longer: ${from}`;
        else {
            writeFileSync(path, text.replace(from, to));
            const built = run('cmake', '--build', build, '--target', program);
            if (built.status !== 0) verdict = `DOES NOT BUILD: ${(built.stdout + built.stderr).match(/.*error:.*/)?.[0] ?? built.status}`;
            else {
                const tested = run(`${build}/tests/${program}`, `--gtest_filter=${filter}`);
                const names = [...tested.stdout.matchAll(/^\[ {2}FAILED {2}\] (\S+?)(?: \(\d+ ms\))?$/gm)].map(([, name]) => name);
                verdict = tested.status === 0 ? 'NO TEST FAILS' : `fails: ${[...new Set(names)].join(', ') || 'the program'}`;
            }
        }
    } finally {
        renameSync(kept, path);
        utimesSync(path, new Date(), new Date());  // so that it is built again
    }
    if (!verdict.startsWith('fails')) ++failed;
    console.log(`- ${what} (${file}): ${verdict}`);
}
console.log(failed === 0 ? `${defences.length} defences, each missed by its test` : `${failed} of ${defences.length} are not watched`);
process.exit(failed === 0 ? 0 : 1);
