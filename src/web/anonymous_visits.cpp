#include "base/utf8.h"
#include "web/anonymous.h"
#include "web/decode.h"
#include "web/site.h"

namespace fjorten::web {

namespace {

using service::AnonymousDesk;
using service::TypedCode;

Response html(std::string text, int status = 200) {
    return Response(status, "text/html; charset=utf-8", std::move(text));
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

class AnonymousVisit {
  public:
    AnonymousVisit(const Setting& setting, AnonymousDesk& desk, const Fields& fields)
        : setting_(setting), desk_(desk), go_(value_of(fields, "go")) {
        const auto value = [&](std::string_view name) { return std::string(value_of(fields, name)); };
        form_ = {.municipality = value("municipality"),
                 .wish = value("wish"),
                 .text = value("text"),
                 .reach = value("reach"),
                 .code = value("code"),
                 .problems = {}};
    }

    Response answer() {
        if (go_ == "begin") return begin();
        if (go_ == "read" || go_ == "code") return come_back();
        if (go_ == "write" || go_ == "yes" || go_ == "no") return write();
        return html(anonymous_page(setting_, &desk_, form_));
    }

  private:
    std::string say(const std::string& key, const std::vector<std::string>& args = {}) const {
        return message(setting_.language, "web.anonymous.mistake." + key, args);
    }
    void wrong(std::string field, std::string sentence) {
        form_.problems.push_back({std::move(field), std::move(sentence)});
    }
    Response shown(int status = 422) { return html(anonymous_page(setting_, &desk_, form_), status); }

    bool is_too_long(const std::string& text, std::size_t most) { return utf8::length(text) > most; }

    void check_text() {
        if (is_blank(form_.text)) wrong("text", say("text"));
        if (is_too_long(form_.text, AnonymousDesk::most_characters))
            wrong("text", say("long", {std::to_string(AnonymousDesk::most_characters)}));
    }

    Response begin() {
        const auto* const authority = setting_.library.find(form_.municipality);
        const std::string code =
            authority == nullptr ? std::string{} : authority->editions.back().municipality;
        const auto wish = service::wish_from(form_.wish);
        if (code.empty() || !desk_.receives(code)) wrong("municipality", say("municipality"));
        if (!wish) wrong("wish", say("wish"));
        check_text();
        if (is_too_long(form_.reach, AnonymousDesk::most_reach))
            wrong("reach", say("long", {std::to_string(AnonymousDesk::most_reach)}));
        // Somebody who wants a call has to be reached; a meeting can be agreed here.
        if (wish == service::Wish::call && is_blank(form_.reach)) wrong("reach", say("reach"));
        if (!form_.problems.empty()) return shown();
        const auto begun =
            desk_.begin({.municipality = code, .wish = *wish, .text = form_.text, .reach = form_.reach});
        if (begun) return html(return_code_page(setting_, *begun));
        wrong("text", say("not_sent"));
        return shown(503);
    }

    // The code that was typed as it is kept, or empty with what is wrong.
    std::string code() {
        const TypedCode typed = desk_.read_code(form_.code);
        switch (typed.fault) {
            case TypedCode::Fault::none: return typed.code;
            case TypedCode::Fault::too_few: wrong("code", say("code.few")); break;
            case TypedCode::Fault::too_many: wrong("code", say("code.many")); break;
            case TypedCode::Fault::unknown_word:
                wrong("code", typed.nearest.empty() ? say("code.word", {typed.word})
                                                    : say("code.nearest", {typed.word, typed.nearest}));
        }
        return {};
    }

    // Whether a code is somebody's must not be told by how long the answer takes.
    static Response held(Response response, std::chrono::milliseconds wait) {
        response.hold_for(wait);
        return response;
    }

    Response not_known(const Error& error) {
        wrong("code", say(error.code == ErrorCode::not_found ? "code.unknown" : "not_read"));
        return shown(error.code == ErrorCode::not_found ? 404 : 503);
    }

    Response come_back() {
        const std::string typed = code();
        if (typed.empty()) return shown();
        const auto wait = desk_.wait();
        form_.code = typed;
        const auto conversation = desk_.look(typed);
        if (!conversation) return held(not_known(conversation.error()), wait);
        if (go_ == "code") return held(html(return_code_page(setting_, typed)), wait);
        form_.text.clear();
        return held(html(conversation_page(setting_, desk_, *conversation, form_, JustSent::no)), wait);
    }

    Response write() {
        const std::string typed = code();
        if (typed.empty()) return shown();
        form_.code = typed;
        service::Utterance said{.from = service::Side::writer,
                           .on = setting_.today,
                           .text = form_.text,
                           .proposal = {},
                           .fits = service::Fits::not_said};
        if (go_ == "yes") said.fits = service::Fits::yes;
        if (go_ == "no") said.fits = service::Fits::no;
        if (go_ == "write") check_text();
        const auto wait = desk_.wait();
        bool is_written = false;
        if (form_.problems.empty()) {
            const auto written = desk_.write(typed, said);
            is_written = written.has_value();
            if (!written && written.error().code == ErrorCode::not_found)
                return held(not_known(written.error()), wait);
            if (is_written) form_.text.clear();
            else wrong("text", say(written.error().code == ErrorCode::conflict ? "meanwhile" : "not_sent"));
        }
        const auto conversation = desk_.look(typed);
        if (!conversation) return held(not_known(conversation.error()), wait);
        return held(html(conversation_page(setting_, desk_, *conversation, form_,
                                           is_written ? JustSent::yes : JustSent::no),
                         is_written ? 200 : 422),
                    wait);
    }

    const Setting& setting_;
    AnonymousDesk& desk_;
    std::string go_;
    AnonymousForm form_;
};

}  // namespace

Response answer_anonymous(const Setting& setting, AnonymousDesk* desk, const Request& request) {
    if (request.method != Method::post) {
        AnonymousForm form;
        form.municipality = value_of(request.query, "municipality");
        return html(anonymous_page(setting, desk, form));
    }
    if (desk == nullptr) return html(anonymous_page(setting, desk, {}), 503);
    if (media_type_of(request.content_type) != "application/x-www-form-urlencoded")
        return Site::refuse(415, request.path);
    const auto fields = decode_form(request.body);
    if (!fields) return Site::refuse(400, request.path);
    return AnonymousVisit(setting, *desk, *fields).answer();
}

}  // namespace fjorten::web
