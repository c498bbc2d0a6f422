#include "markup/html.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace fjorten::markup {

namespace {

void escape(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out.push_back(c);
        }
    }
}

// HTML, "Void elements".
constexpr std::array<std::string_view, 7> void_elements = {"br", "hr", "img", "input", "link", "meta", "wbr"};

}  // namespace

void Attribute::write(std::string& out) const {
    if (kind_ == Kind::absent) return;
    out.push_back(' ');
    out += name_.text();
    if (kind_ == Kind::flag) return;
    out += "=\"";
    escape(out, value_);
    out.push_back('"');
}

Html::Html(std::string_view text) { escape(html_, text); }

Html build_element(Name tag, const Attributes& attributes, const Html& content) {
    Html built;
    std::string& out = built.html_;
    out.reserve(content.html_.size() + 64);
    out.push_back('<');
    out += tag.text();
    for (const auto& attribute : attributes) attribute.write(out);
    out.push_back('>');
    if (std::ranges::find(void_elements, tag.text()) != void_elements.end()) {
        FJ_ASSERT(content.empty());
        return built;
    }
    out += content.html_;
    out += "</";
    out += tag.text();
    out.push_back('>');
    return built;
}

Html style_sheet(StyleRules rules) {
    Html built;
    built.html_ = "<style>" + std::string(rules.text()) + "</style>";
    return built;
}

std::string document_text(const Html& root) { return "<!doctype html>\n" + root.html_ + "\n"; }

}  // namespace fjorten::markup
