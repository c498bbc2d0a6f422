#include "rulebook/edition_reader.h"

#include <algorithm>
#include <regex>
#include <tuple>

#include "rulebook/wording_reader.h"

namespace fjorten::rulebook {

namespace {

const Words head_keys = {"rulebook",  "name",         "municipality", "builds_on", "edition",
                         "until",     "amends",       "repeals",      "doubt",     "settled",
                         "approvals", "must_contain", "outdated",     "sources",   "rules"};

class EditionReader {
  public:
    EditionReader(Report& report, const Vocabulary& vocabulary, const std::vector<const Document*>& all)
        : report_(report),
          vocabulary_(vocabulary),
          all_(all),
          keys_(report, report.document().root, head_keys) {}

    std::optional<Draft> read() {
        draft_.document = &report_.document();
        Edition& edition = draft_.edition;
        edition.file = report_.document().file;
        draft_.rulebook = keys_.need("rulebook");
        draft_.edition_node = keys_.need("edition");
        const auto id = draft_.rulebook != nullptr ? read_id(report_, *draft_.rulebook) : std::nullopt;
        const auto from =
            draft_.edition_node != nullptr ? read_date(report_, *draft_.edition_node) : std::nullopt;
        if (id) edition.rulebook = *id;
        if (from) edition.from = *from;
        if (draft_.edition_node != nullptr) edition.place = report_.document().place(*draft_.edition_node);
        edition.is_law = edition.rulebook == "law";
        read_head();
        read_sources();
        read_rules();
        if (!id || !from) return std::nullopt;
        check_file_name();
        return std::move(draft_);
    }

  private:
    void read_head() {
        Edition& edition = draft_.edition;
        if (const Node* const name = keys_.need("name")) edition.name = read_bilingual(report_, *name);
        if (const Node* const doubt = keys_.find("doubt")) edition.doubt = read_bilingual(report_, *doubt);
        if (const Node* const settled = keys_.find("settled")) {
            edition.settled = read_settlement(report_, *settled);
            if (!keys_.has("doubt")) report_.error(*settled, "rulebook_missing_key", {"doubt"});
        }
        if (const Node* const approvals = keys_.find("approvals"))
            edition.approvals = read_approvals(report_, *approvals);
        if (edition.is_law) {
            for (const std::string_view key : {"municipality", "builds_on"}) {
                const Node* const node = keys_.find(key);
                if (node != nullptr) report_.error(*node, "rulebook_only_in_standards", {std::string(key)});
            }
            read_must_contain();
            read_outdated();
        } else {
            for (const std::string_view key : {"must_contain", "outdated"}) {
                const Node* const node = keys_.find(key);
                if (node != nullptr) report_.error(*node, "rulebook_only_in_law", {std::string(key)});
            }
            read_standard();
        }
        draft_.until = keys_.find("until");
        if (draft_.until != nullptr) edition.until = read_date(report_, *draft_.until);
        draft_.amends_node = keys_.find("amends");
        if (draft_.amends_node != nullptr) draft_.amends = read_date(report_, *draft_.amends_node);
        const Node* const repeals = keys_.find("repeals");
        if (repeals == nullptr) return;
        if (draft_.amends_node == nullptr) report_.error(*repeals, "rulebook_missing_key", {"amends"});
        for (const Node* const item : read_list(report_, *repeals)) {
            if (auto rule = read_id(report_, *item)) draft_.repeals.push_back({std::move(*rule), item});
        }
    }

    void read_standard() {
        static const std::regex four_digits("[0-9]{4}");
        draft_.municipality = keys_.need("municipality");
        if (draft_.municipality != nullptr) {
            const Node& node = *draft_.municipality;
            if (node.is_scalar() && node.quoted && std::regex_match(node.text, four_digits)) {
                draft_.edition.municipality = node.text;
            } else {
                report_.error(node, "rulebook_not_a_municipality", {node.text});
            }
        }
        draft_.builds_on = keys_.need("builds_on");
        if (draft_.builds_on != nullptr) {
            draft_.edition.builds_on = read_id(report_, *draft_.builds_on).value_or("");
        }
    }

    void read_must_contain() {
        const Node* const list = keys_.find("must_contain");
        if (list == nullptr) return;
        for (const Node* const node : read_list(report_, *list)) {
            const Keys keys(report_, *node, {"item", "title"});
            ContentItem item;
            item.place = report_.document().place(*node);
            const Node* const number = keys.need("item");
            if (number != nullptr) item.number = read_integer(report_, *number, 1, 100).value_or(0);
            if (const Node* const title = keys.need("title")) item.title = read_bilingual(report_, *title);
            auto& all = draft_.edition.must_contain;
            if (std::ranges::find(all, item.number, &ContentItem::number) != all.end())
                report_.error(*node, "rulebook_repeated", {std::to_string(item.number)});
            all.push_back(std::move(item));
        }
    }

    void read_outdated() {
        const Node* const list = keys_.find("outdated");
        if (list == nullptr) return;
        for (const Node* const node : read_list(report_, *list)) {
            const Keys keys(report_, *node, {"id", "name", "since", "now", "words"});
            Outdated outdated;
            outdated.place = report_.document().place(*node);
            if (const Node* const id = keys.need("id")) outdated.id = read_id(report_, *id).value_or("");
            if (const Node* const name = keys.need("name")) outdated.name = read_bilingual(report_, *name);
            if (const Node* const since = keys.need("since"))
                outdated.since = read_date(report_, *since).value_or(calendar::Date());
            if (const Node* const now = keys.need("now")) outdated.now = read_bilingual(report_, *now);
            if (const Node* const words = keys.find("words")) {
                for (const Node* const word : one_or_many(*words)) {
                    if (auto text = read_text(report_, *word)) outdated.words.push_back(std::move(*text));
                }
            }
            auto& all = draft_.edition.outdated;
            if (!outdated.id.empty() && std::ranges::find(all, outdated.id, &Outdated::id) != all.end())
                report_.error(*node, "rulebook_repeated", {outdated.id});
            all.push_back(std::move(outdated));
        }
    }

    void read_sources() {
        const Node* const sources =
            draft_.amends_node != nullptr ? keys_.find("sources") : keys_.need("sources");
        if (sources == nullptr) return;
        for (const Node* const item : read_list(report_, *sources)) {
            Source source = read_source(*item);
            auto& known = draft_.edition.sources;
            const bool is_taken = std::ranges::find(known, source.id, &Source::id) != known.end();
            if (is_taken && !source.id.empty()) report_.error(*item, "rulebook_repeated", {source.id});
            known.push_back(std::move(source));
        }
    }

    Source read_source(const Node& node) {
        static const std::regex sixty_four_hex_digits("[0-9a-f]{64}");
        const Keys keys(report_, node,
                        {"id", "title", "publisher", "edition", "file", "sha256", "set_aside"});
        Source source;
        source.place = report_.document().place(node);
        if (const Node* const id = keys.need("id")) source.id = read_id(report_, *id).value_or("");
        if (const Node* const title = keys.need("title"))
            source.title = read_text(report_, *title).value_or("");
        if (const Node* const who = keys.need("publisher"))
            source.publisher = read_text(report_, *who).value_or("");
        if (const Node* const which = keys.need("edition"))
            source.edition = read_text(report_, *which).value_or("");
        const Node* const file = keys.find("file");
        const Node* const hash = file != nullptr ? keys.need("sha256") : keys.find("sha256");
        if (file != nullptr) source.file = read_text(report_, *file).value_or("");
        if (const Node* const aside = keys.find("set_aside")) {
            if (file == nullptr) report_.error(*aside, "rulebook_missing_key", {"file"});
            for (const Node* const item : read_list(report_, *aside))
                source.set_aside.push_back(read_set_aside(*item));
        }
        if (hash == nullptr) return source;
        if (file == nullptr) report_.error(*hash, "rulebook_missing_key", {"file"});
        if (hash->is_scalar() && std::regex_match(hash->text, sixty_four_hex_digits))
            source.sha256 = hash->text;
        else report_.error(*hash, "rulebook_not_a_hash", {"64"});
        return source;
    }

    SetAside read_set_aside(const Node& node) {
        static const Words kinds = {"page_number", "link", "repeated_head"};
        const Keys keys(report_, node, {"lines", "as"});
        SetAside aside;
        aside.place = report_.document().place(node);
        if (const Node* const lines = keys.need("lines")) {
            if (const auto range = read_line_range(report_, *lines))
                std::tie(aside.first_line, aside.last_line) = *range;
        }
        if (const Node* const as = keys.need("as")) {
            if (const auto kind = read_choice(report_, *as, kinds))
                aside.as = static_cast<SetAside::As>(*kind);
        }
        return aside;
    }

    // The other files of this rulebook may declare the sources that an amending file cites.
    std::vector<Source> sources_to_cite() const {
        std::vector<Source> sources = draft_.edition.sources;
        if (draft_.amends_node == nullptr) return sources;
        for (const Document* const other : all_) {
            const Node* const rulebook = other->root.find("rulebook");
            if (rulebook == nullptr || rulebook->text != draft_.edition.rulebook) continue;
            const Node* const list = other->root.find("sources");
            if (list == nullptr) continue;
            for (const Node& item : list->items) {
                const Node* const id = item.find("id");
                const Node* const file = item.find("file");
                if (id == nullptr) continue;
                Source source;
                source.id = id->text;
                if (file != nullptr) source.file = file->text;
                sources.push_back(std::move(source));
            }
        }
        return sources;
    }

    void read_rules() {
        const Node* const rules = draft_.amends_node != nullptr ? keys_.find("rules") : keys_.need("rules");
        if (rules == nullptr) return;
        const std::vector<Source> sources = sources_to_cite();
        RuleReader reader(report_, vocabulary_, draft_.edition.rulebook, sources, draft_.references);
        std::map<std::string, int, std::less<>> lines;
        for (const Node* const item : read_list(report_, *rules)) {
            if (const Node* const id = item->find("id")) {
                const auto [first, is_new] = lines.emplace(id->text, id->line);
                if (!is_new)
                    report_.error(*id, "rulebook_repeated_rule", {id->text, std::to_string(first->second)});
            }
            if (auto rule = reader.read(*item)) draft_.edition.rules.push_back(std::move(*rule));
        }
    }

    // .../standards/<id>/<from>.yaml and .../law/<country>/<from>.yaml; a file elsewhere may be named as it
    // likes.
    void check_file_name() {
        static const std::regex shape(R"((?:^|.*/)(standards|law)/([^/]+)/([^/]+)\.(?:yaml|json))");
        std::smatch parts;
        if (!std::regex_match(draft_.edition.file, parts, shape)) return;
        const std::string folder = parts[1] == "law" ? "law" : parts[2].str();
        if (folder != draft_.edition.rulebook)
            report_.error(*draft_.rulebook, "rulebook_not_the_folder", {folder});
        if (parts[3] != draft_.edition.from.iso()) {
            report_.error(*draft_.edition_node, "rulebook_not_the_file_name", {parts[3].str()});
        }
    }

    Report& report_;
    const Vocabulary& vocabulary_;
    const std::vector<const Document*>& all_;
    Keys keys_;
    Draft draft_;
};

}  // namespace

std::optional<Draft> read_edition(Report& report, const Vocabulary& vocabulary,
                                  const std::vector<const Document*>& all) {
    return EditionReader(report, vocabulary, all).read();
}

}  // namespace fjorten::rulebook
