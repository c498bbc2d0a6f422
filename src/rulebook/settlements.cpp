#include "rulebook/settlements.h"

#include <algorithm>

#include <fmt/format.h>

#include "rulebook/citation.h"
#include "rulebook/reading.h"
#include "rulebook/wording_reader.h"

namespace fjorten::rulebook {

namespace {

class Settling {
  public:
    Settling(Library& library, const Document& document)
        : library_(library), report_(document), keys_(report_, document.root, known_keys()) {}

    Diagnostics settle() {
        const Node* const settles = keys_.need("settles");
        const Node* const edition = keys_.need("edition");
        const Node* const doubt = keys_.need("doubt");
        const Node* const settled = keys_.need("settled");
        if (settles == nullptr || edition == nullptr || doubt == nullptr || settled == nullptr)
            return report_.take();
        const auto from = read_date(report_, *edition);
        const auto settlement = read_settlement(report_, *settled);
        if (from && settlement) put(*settles, *from, doubt->text, *settlement);
        return report_.take();
    }

  private:
    static const Words& known_keys() {
        static const Words keys = {"settles", "edition", "doubt", "settled"};
        return keys;
    }

    void put(const Node& settles, calendar::Date from, const std::string& doubt,
             const Settlement& settlement) {
        const std::size_t dot = settles.text.find('.');
        const auto authority = library_.authorities.find(settles.text.substr(0, dot));
        if (authority == library_.authorities.end()) return gone(settles);
        const auto edition = std::ranges::find(authority->second.editions, from, &Edition::from);
        if (edition == authority->second.editions.end()) return gone(settles);
        if (dot == std::string::npos)
            return put(settles, edition->doubt, edition->settled, doubt, settlement);
        const auto rule = std::ranges::find(edition->rules, settles.text.substr(dot + 1), &Rule::name);
        if (rule == edition->rules.end()) return gone(settles);
        put(settles, rule->doubt, rule->settled, doubt, settlement);
    }

    void put(const Node& settles, const Bilingual& words, std::optional<Settlement>& settled,
             const std::string& doubt, const Settlement& settlement) {
        if (mark_of_doubt(words) != doubt) return gone(settles);
        if (!settled) settled = settlement;
    }

    void gone(const Node& settles) { report_.warn(settles, "rulebook_settled_is_gone", {settles.text}); }

    Library& library_;
    Report report_;
    Keys keys_;
};

// Any text is a YAML text between double quotes, if these few are escaped.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out.push_back('\\');
        if (c == '\n') out += "\\n";
        else out.push_back(c);
    }
    return out + "\"";
}

}  // namespace

std::string mark_of_doubt(const Bilingual& doubt) { return sha256(doubt.da + "\n" + doubt.en).substr(0, 16); }

Diagnostics apply_settlements(Library& library, const std::vector<Document>& settlements) {
    Diagnostics found;
    for (const Document& document : settlements)
        std::ranges::move(Settling(library, document).settle(), std::back_inserter(found));
    return found;
}

std::string settlement_text(const Edition& edition, const std::string& rule, const Bilingual& doubt,
                            const Settlement& settlement) {
    return fmt::format(
        "settles: {}\nedition: {}\ndoubt: \"{}\"\nsettled:\n  as: {}\n  by: {}\n  on: {}\n  reason: {}\n",
        rule.empty() ? edition.rulebook : edition.rulebook + "." + rule, edition.from.iso(),
        mark_of_doubt(doubt), settlement.as == Settlement::As::confirmed ? "confirmed" : "changed",
        quoted(settlement.by), settlement.on.iso(), quoted(settlement.reason));
}

}  // namespace fjorten::rulebook
