#include "web/certificate_page.h"

#include <fmt/format.h>

#include "answer/words.h"
#include "letters/certificate_paper.h"
#include "letters/pdf.h"
#include "letters/qr_code.h"
#include "service/certificate.h"
#include "web/layout.h"
#include "web/site_map.h"

namespace fjorten::web {

namespace {

std::string name_of(const engine::ClockResult& clock) {
    return fmt::format("{} {}", clock.rule->id, clock.instance);
}

bool is_certifiable(const engine::ClockResult& clock) {
    return clock.edition != nullptr && clock.due && clock.started &&
           clock.state != engine::ClockState::unknown && clock.state != engine::ClockState::not_applicable;
}

const rulebook::Rule* rule_called(const rulebook::Library& library, std::string_view id) {
    for (const auto& [name, authority] : library.authorities) {
        for (const auto& edition : authority.editions) {
            const auto rule = std::ranges::find(edition.rules, id, &rulebook::Rule::id);
            if (rule != edition.rules.end()) return &*rule;
        }
    }
    return nullptr;
}

class CertificatePage {
  public:
    CertificatePage(const Setting& setting, const Signing& signing, const CheckedCertificate& sent)
        : setting_(setting), signing_(signing), sent_(sent) {}

    std::string write() const {
        Fields asked;
        if (sent_.payload && !sent_.file) asked = {{"payload", *sent_.payload}};
        return page(
            {.language = setting_.language,
             .place = Place::certificate,
             .title = say("web.certificate.title"),
             .asked_with = asked},
            all(heading(1, say("web.certificate.title")), result(),
                element("p", {{"class", "font-lead"}}, say("web.certificate.lead")), form(), key(),
                heading(2, say("web.certificate.offline")), paragraph(say("web.certificate.offline.text")),
                element("pre", {{"tabindex", "0"}}, say("web.certificate.offline.command"))));
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(setting_.language, key, args);
    }

    std::string day_words(std::string_view iso) const {
        const auto day = calendar::Date::parse(iso);
        return day ? answer::long_date(*day, setting_.language) : std::string(iso);
    }

    Html result() const {
        if (!sent_.payload && !sent_.file) return {};
        const auto text = [](const std::string& words) {
            return element("p", {{"class", "alert-text"}}, words);
        };
        const auto certificate = sent_.file ? service::read_certificate_file(*sent_.file)
                                            : service::read_certificate(*sent_.payload);
        if (!certificate) {
            const bool is_changed = certificate.error().code == ErrorCode::corrupt;
            return alert(Tone::error, 2, say(is_changed ? "web.certificate.changed" : "web.certificate.none"),
                         text(say(is_changed ? "web.certificate.changed.do" : "web.certificate.none.do")));
        }
        const bool is_ours = signing_.vault != nullptr &&
                             certificate->key == service::key_words(signing_.vault->signing_key());
        return all(is_ours ? alert(Tone::success, 2, say("web.certificate.holds"),
                                   text(say("web.certificate.holds.do")))
                           : alert(Tone::warning, 2, say("web.certificate.foreign"),
                                   text(say("web.certificate.foreign.do", {certificate->key}))),
                   contents(*certificate));
    }

    Html contents(const service::Certificate& certificate) const {
        const auto value = [&](std::string_view name) { return certificate.value_of(name); };
        const auto* const rule = rule_called(setting_.library, value("rule"));
        Html rows;
        const auto row = [&](std::string_view key, const std::string& words) {
            if (!words.empty()) rows += all(element("dt", {}, say(key)), element("dd", {}, words));
        };
        row("web.certificate.row.rule",
            rule == nullptr ? std::string(value("rule")) : rule->title.in(setting_.language));
        row("web.certificate.row.started", day_words(value("started")));
        row("web.certificate.row.due", day_words(value("due")));
        row("web.certificate.row.state", answer::capitalised(say("state." + std::string(value("state")))));
        row("web.certificate.row.on", day_words(value("on")));
        row("web.certificate.row.issued", day_words(value("issued")));
        return all(
            element("dl", {{"class", "routes"}}, rows),
            disclosure(say("web.certificate.all"),
                       element("pre", {{"tabindex", "0"}, {"class", "certificate-text"}}, certificate.text)));
    }

    Html form() const {
        return element(
            "form",
            {{"method", "post"},
             {"enctype", "multipart/form-data"},
             {"action", std::string(path_of(Place::certificate, setting_.language))}},
            file_field(),
            text_area_field({.name = "payload",
                             .label = say("web.certificate.payload"),
                             .hint = say("web.certificate.payload.hint"),
                             .error = {},
                             .value = sent_.payload.value_or("")},
                            6, setting_.language, {{"spellcheck", "false"}, {"autocomplete", "off"}}),
            button(ButtonKind::primary, say("web.certificate.check")));
    }

    Html file_field() const {
        return element("div", {{"class", "form-group"}},
                       element("label", {{"class", "form-label"}, {"for", field_id("file")}},
                               say("web.certificate.upload")),
                       element("span", {{"class", "form-hint"}, {"id", "file-hint"}},
                               say("web.certificate.upload.hint")),
                       element("input", {{"type", "file"},
                                         {"id", field_id("file")},
                                         {"name", "file"},
                                         {"accept", "application/pdf,.pdf"},
                                         {"aria-describedby", "file-hint"}}));
    }

    Html key() const {
        if (signing_.vault == nullptr)
            return all(heading(2, say("web.certificate.key")), paragraph(say("web.certificate.key.none")));
        return all(
            heading(2, say("web.certificate.key")), paragraph(say("web.certificate.key.text")),
            element("p", {},
                    element("code", {{"class", "public-key"}},
                            service::key_words(signing_.vault->signing_key()))),
            element(
                "p", {},
                element("a",
                        {{"href", std::string(path_of(Place::certificate, setting_.language)) + "/key.txt"}},
                        say("web.certificate.key.file"))));
    }

    const Setting& setting_;
    const Signing& signing_;
    const CheckedCertificate& sent_;
};

}  // namespace

std::vector<Choice> certifiable(const Speaker& speaker) {
    std::vector<Choice> choices;
    for (const ClockPair& pair : paired_clocks(speaker.evaluation)) {
        if (is_paperwork(pair)) continue;
        for (const auto* clock : {pair.law, pair.local}) {
            if (clock == nullptr || !is_certifiable(*clock)) continue;
            if (!pair.differs() && clock != &pair.first()) continue;
            choices.push_back({name_of(*clock),
                               speaker.say("web.line.whose", {clock_title(speaker, pair),
                                                              authority_words(speaker, *clock->edition)})});
        }
    }
    return choices;
}

std::optional<Result<std::string>> certificate_pdf(const Setting& setting, const Signing& signing,
                                                   const service::CaseAnswer& answer,
                                                   std::string_view case_json, std::string_view chosen) {
    const auto clock = std::ranges::find_if(answer.evaluation.clocks, [&](const auto& one) {
        return is_certifiable(one) && name_of(one) == chosen;
    });
    if (signing.vault == nullptr || clock == answer.evaluation.clocks.end()) return std::nullopt;
    const std::string payload =
        service::signed_certificate(*signing.vault, service::certificate_text({.answer = answer,
                                                                               .clock = *clock,
                                                                               .library = setting.library,
                                                                               .case_json = case_json,
                                                                               .rulebooks = signing.rulebooks,
                                                                               .issued = setting.today}));
    auto code = letters::qr_code(payload, message(setting.language, "letters.certificate.code"));
    if (!code) return std::unexpected(code.error());
    auto pdf = letters::to_pdf(
        letters::certificate_paper({.evaluation = answer.evaluation,
                                    .clock = *clock,
                                    .library = setting.library,
                                    .language = setting.language,
                                    .issued = setting.today,
                                    .rulebooks = signing.rulebooks,
                                    .public_key = service::key_words(signing.vault->signing_key()),
                                    .code = std::move(*code)}));
    if (!pdf) return pdf;
    return service::sealed_certificate(*signing.vault, std::move(*pdf), payload);
}

std::string certificate_page(const Setting& setting, const Signing& signing, const CheckedCertificate& sent) {
    return CertificatePage(setting, signing, sent).write();
}

}  // namespace fjorten::web
