// A typed builder of HTML. Text is escaped wherever it stands; markup can only come from element(), and names
// of elements and attributes only from literals, checked while compiling. So no page can let typed text
// become markup.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace fjorten::markup {

/// The name of an element or attribute.
class Name {
  public:
    // Implicit, so that literals can stand where names are expected; anything but a literal does not compile.
    consteval Name(const char* literal) : text_(literal) {
        for (const char c : text_) {
            const bool is_fine =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
            if (!is_fine) refuse_name();
        }
        if (text_.empty()) refuse_name();
    }
    constexpr std::string_view text() const { return text_; }

  private:
    static void refuse_name() {}  // not constexpr: reaching it ends the compilation
    std::string_view text_;
};

class Attribute {
  public:
    Attribute(Name name, std::string value) : name_(name), value_(std::move(value)) {}
    /// "checked" without a value; nothing at all when it `is_set` not.
    static Attribute flag(Name name, bool is_set) {
        Attribute attribute(name, {});
        attribute.kind_ = is_set ? Kind::flag : Kind::absent;
        return attribute;
    }
    /// Nothing at all when `value` is empty.
    static Attribute unless_empty(Name name, std::string value) {
        Attribute attribute(name, std::move(value));
        if (attribute.value_.empty()) attribute.kind_ = Kind::absent;
        return attribute;
    }
    void write(std::string& out) const;

  private:
    enum class Kind { valued, flag, absent };
    Name name_;
    std::string value_;
    Kind kind_ = Kind::valued;
};

using Attributes = std::vector<Attribute>;

/// The rules of a style sheet; like names they can only be a literal.
class StyleRules {
  public:
    consteval StyleRules(const char* literal) : text_(literal) {
        if (text_.find('<') != std::string_view::npos) refuse_rules();  // would end the element
    }
    constexpr std::string_view text() const { return text_; }

  private:
    static void refuse_rules() {}
    std::string_view text_;
};

class Html {
  public:
    Html() = default;
    // Implicit on purpose: text may stand wherever markup may, and is escaped.
    Html(std::string_view text);
    Html(const std::string& text) : Html(std::string_view(text)) {}
    Html(const char* text) : Html(std::string_view(text)) {}

    Html& operator+=(const Html& more) {
        html_ += more.html_;
        return *this;
    }
    bool empty() const { return html_.empty(); }
    const std::string& text() const { return html_; }

  private:
    friend Html build_element(Name tag, const Attributes& attributes, const Html& content);
    friend Html style_sheet(StyleRules rules);
    friend std::string document_text(const Html& root);
    std::string html_;
};

Html build_element(Name tag, const Attributes& attributes, const Html& content);

/// <tag attributes>children</tag>; void elements (input, br, ...) have no children and no end tag.
template <class... Children>
Html element(Name tag, const Attributes& attributes, const Children&... children) {
    Html content;
    ((content += Html(children)), ...);
    return build_element(tag, attributes, content);
}

/// Children one after the other.
template <class... Children>
Html all(const Children&... children) {
    Html content;
    ((content += Html(children)), ...);
    return content;
}

/// <style>rules</style>, for a file that has to look right without the site.
Html style_sheet(StyleRules rules);

/// The doctype and the root element.
std::string document_text(const Html& root);

}  // namespace fjorten::markup
