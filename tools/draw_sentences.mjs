// Draws sentences at random from a text, each with the lines it stands in, so that somebody can hold them against
// what a rulebook makes of them (docs/findings/sentences.md). The same seed draws the same sentences.
//
//   node tools/draw_sentences.mjs FILE [COUNT] [SEED]
import { readFileSync } from 'node:fs';

const [file, count = '20', seed = '4'] = process.argv.slice(2);
if (!file) {
  console.error('usage: node tools/draw_sentences.mjs FILE [COUNT] [SEED]');
  process.exit(2);
}

// mulberry32, by Tommy Ettinger (public domain): small, and the same everywhere.
function random_from(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// A sentence ends at a full stop, a blank line or before a list mark; what has fewer than four words is a heading.
function sentences_of(text) {
  const found = [];
  let open = null;
  const close = () => {
    if (open && open.text.split(/\s+/).length >= 4) found.push(open);
    open = null;
  };
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || /^[•\-–\uf0b7o]\s/.test(line)) close();
    for (const piece of line.split(/(?<=[.!?])\s+(?=[A-ZÆØÅ])/)) {
      if (piece === '') continue;
      open = open ? { ...open, last: index + 1, text: `${open.text} ${piece}` }
                  : { first: index + 1, last: index + 1, text: piece };
      if (/[.!?]$/.test(piece)) close();
    }
  });
  close();
  return found;
}

const sentences = sentences_of(readFileSync(file, 'utf8'));
const random = random_from(Number(seed));
for (let i = sentences.length - 1; i > 0; --i) {
  const other = Math.floor(random() * (i + 1));
  [sentences[i], sentences[other]] = [sentences[other], sentences[i]];
}
const drawn = sentences.slice(0, Number(count)).sort((a, b) => a.first - b.first);
for (const { first, last, text } of drawn) console.log(`${first}-${last}\t${text}`);
