// The components of the Danish public design system (DKFDS 11.2.0) that the pages use, as functions.
// Markup after the templates of the npm package dkfds (MIT).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "web/html.h"
#include "web/http.h"

namespace fjorten::web {

enum class Icon { info, overdue, due, running, question, done, ended, none, arrow };
/// Decorative: the words beside it say the same.
Html icon(Icon icon);

enum class Tone { info, success, warning, error };
/// A box with a heading of its own. `level` is that of the heading (2 to 4).
Html alert(Tone tone, int level, const Html& heading, const Html& body);
Html badge(Tone tone, Icon sign, const std::string& text);

enum class Opened { yes, no };
Html disclosure(const std::string& summary, const Html& content, Opened opened = Opened::no,
                std::string id = {});

/// What every form field says of itself. `error` is empty unless what was typed makes no sense.
struct FieldText {
    std::string name;
    std::string label;
    std::string hint = {};
    std::string error = {};
    std::string value = {};
};

/// The id of the input with that name, where links to it lead.
std::string field_id(std::string_view name);

Html text_field(const FieldText& field, Attributes more = {}, Language language = Language::da);

/// A field of several lines. `more`: further attributes of the textarea.
Html text_area_field(const FieldText& field, int rows, Language language, Attributes more = {});

struct Choice {
    std::string value;
    std::string label;
    std::string hint = {};
};
enum class RadioLayout { below, beside };
Html radio_group(const FieldText& field, const std::vector<Choice>& choices, RadioLayout layout,
                 Language language);

struct ChoiceGroup {
    std::string label;  // empty = outside any group
    std::vector<Choice> choices;
};
Html select_field(const FieldText& field, const std::vector<ChoiceGroup>& groups, Language language);

enum class ButtonKind { primary, secondary, tertiary, link };
/// A submit button. `name` may be empty.
Html button(ButtonKind kind, const std::string& label, std::string name = {}, std::string value = {},
            Attributes more = {});

Html hidden_field(std::string name, std::string value);
Html hidden_fields(const Fields& fields);

struct Problem {
    std::string field;
    std::string sentence;
    std::string label = {};  // of the field, where the sentence alone would not tell which one it is
};
/// What is wrong in the form, each with a link to its field. First thing on the page, and focused.
Html error_summary(const std::vector<Problem>& problems, Language language);

struct Table {
    std::string caption;
    std::vector<std::string> columns;
    std::vector<std::vector<Html>> rows;  // the first cell of each is its heading
};
/// Can be scrolled sideways; on narrow screens each row becomes a block with the column names repeated.
Html table(const Table& table);

Html paragraph(const Html& content);
Html heading(int level, const Html& content, std::string id = {});

}  // namespace fjorten::web
