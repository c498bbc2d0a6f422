#include "base/yaml_reader.h"

#include <algorithm>

#include "base/text_cursor.h"
#include "base/yaml_flow.h"
#include "base/yaml_scalars.h"

namespace fjorten {

namespace {

using yaml::Context;
using yaml::is_blank;
using yaml::is_blank_or_end;

constexpr std::size_t nowhere = std::string_view::npos;

// Block structure by indentation. Everywhere `indent` counts the spaces before what a node belongs to; -1 is
// the document. After each node the cursor is at the first character of the next line with content.
class BlockStructure {
  public:
    BlockStructure(const SourceText& source, TreeBuilder& tree) : cursor_(source.text()), tree_(tree) {}

    void read() {
        const bool has_marker = read_prologue();
        if (!ok()) return;
        if (has_marker) read_value(-1, Follows::marker, {});
        else if (!at_document_end()) read_node(-1, Before::line);
        if (ok()) read_epilogue();
    }

  private:
    enum class Follows { key, dash, marker };
    enum class Before { line, spaces, tab };  // what stands before a node that begins here

    bool ok() const { return !failed_ && !tree_.must_stop(); }
    void report(const char* code) { tree_.report(cursor_.here(), code); }
    void fail(Position at, std::string code) {
        tree_.report(at, std::move(code));
        failed_ = true;
    }
    void fail(const char* code) { fail(cursor_.here(), code); }

    bool at_document_end() const { return cursor_.at_end() || yaml::is_at_marker(cursor_); }
    int indent_here() const { return at_document_end() ? -1 : cursor_.here().column - 1; }
    bool at_sign(char sign) const { return cursor_.is_at(sign) && is_blank_or_end(cursor_.peek(1)); }
    bool at_comment() const { return cursor_.is_at('#') && is_blank_or_end(cursor_.before()); }
    bool at_decoration() const { return cursor_.is_at('&') || cursor_.is_at('!'); }

    // To the next character that is neither blank nor in a comment. Spaces alone may stand before it on its
    // line.
    void skip_to_content() {
        Position tab{0, 0};
        while (true) {
            if (cursor_.is_at('\t') && cursor_.here().line != tab.line) tab = cursor_.here();
            if (cursor_.is_at(' ') || cursor_.is_at('\t') || cursor_.is_at('\n')) cursor_.step();
            else if (at_comment()) cursor_.advance_to(cursor_.line_end());
            else break;
        }
        if (!cursor_.at_end() && tab.line == cursor_.here().line) fail(tab, "tab_indentation");
    }

    // Nothing but a comment may stand between here and the end of the line.
    void finish_line(const char* code) {
        cursor_.skip_blanks();
        if (!cursor_.at_line_end() && !at_comment()) {
            const bool is_bracket = cursor_.is_at(']') || cursor_.is_at('}');
            report(is_bracket ? "mismatched_bracket" : code);
        }
        cursor_.advance_to(cursor_.line_end());
        skip_to_content();
    }

    // Leaves out the rest of this line and the lines below it that are indented further.
    void skip_deeper(int indent) {
        do {
            cursor_.advance_to(cursor_.line_end());
            skip_to_content();
        } while (ok() && indent_here() > indent);
    }

    void scalar(yaml::Scalar scalar) { tree_.scalar(std::move(scalar.text), scalar.quoted, scalar.at); }

    // A value that could not be read: something has to stand in its place.
    void abandon(int indent) {
        tree_.scalar("?", true, cursor_.here());
        skip_deeper(indent);
    }

    // Directives and `---`. Returns whether the marker is there; the cursor is then behind it.
    bool read_prologue() {
        bool has_directive = false;
        skip_to_content();
        while (ok() && cursor_.is_at('%') && cursor_.here().column == 1) {
            has_directive = true;
            read_directive();
            skip_to_content();
        }
        const bool is_end = yaml::is_at_marker(cursor_) && cursor_.is_at('.');
        if (is_end && !has_directive) {
            // An empty document that is ended; what follows is the epilogue's business.
            tree_.scalar({}, false, {});
            return false;
        }
        const bool has_marker = yaml::is_at_marker(cursor_) && !is_end;
        if (has_directive && !has_marker && ok()) fail("syntax");
        if (has_marker) cursor_.advance_to(cursor_.offset() + 3);
        return has_marker;
    }

    void read_directive() {
        const std::string_view line =
            cursor_.text().substr(cursor_.offset(), cursor_.line_end() - cursor_.offset());
        const std::string_view version = "%YAML";
        if (line.starts_with("%TAG")) tree_.report(cursor_.here(), "tag_refused", {"%TAG"});
        if (line.starts_with(version)) {
            const std::size_t begin = std::min(line.find_first_not_of(" \t", version.size()), line.size());
            const std::string_view number = line.substr(begin);
            const bool is_ours = number.starts_with("1.2") && (number.size() == 3 || is_blank(number[3]));
            if (!is_ours) report("yaml_version");
        }
        cursor_.advance_to(cursor_.line_end());
    }

    void read_epilogue() {
        if (!cursor_.at_end() && !yaml::is_at_marker(cursor_)) return fail("bad_indentation");
        while (ok() && yaml::is_at_marker(cursor_) && cursor_.is_at('.')) {
            cursor_.advance_to(cursor_.offset() + 3);
            finish_line("syntax");
        }
        if (ok() && !cursor_.at_end()) fail("several_documents");
    }

    // What stands behind `key:`, a dash or `---`, on the same line or below.
    void read_value(int indent, Follows follows, Position if_empty) {
        const std::size_t begin = cursor_.offset();
        cursor_.skip_blanks();
        const std::string_view between = cursor_.text().substr(begin, cursor_.offset() - begin);
        const bool has_tab = between.find('\t') != nowhere;
        while (at_decoration()) {
            yaml::refuse_decoration(cursor_, tree_);
            cursor_.skip_blanks();
        }
        if (cursor_.at_line_end() || at_comment()) return read_value_below(indent, follows, if_empty);
        if (follows == Follows::dash) return read_node(indent, has_tab ? Before::tab : Before::spaces);
        const std::size_t colon = yaml::key_colon(cursor_);
        if (colon != nowhere) {
            TextCursor ahead = cursor_;
            ahead.advance_to(colon);
            tree_.report(ahead.here(), follows == Follows::key ? "second_colon" : "syntax");
            return abandon(indent);
        }
        if (at_sign('-')) {
            report(follows == Follows::key ? "list_on_key_line" : "syntax");
            return abandon(indent);
        }
        read_leaf(indent);
    }

    void read_value_below(int indent, Follows follows, Position if_empty) {
        skip_to_content();
        if (!ok()) return;
        // A list may stand in the column of the key it belongs to.
        const bool is_list_below = follows == Follows::key && indent_here() == indent && at_sign('-');
        if (is_list_below) return read_list(indent);
        if (indent_here() > indent) return read_node(indent, Before::line);
        tree_.scalar({}, false, if_empty);
    }

    void read_node(int indent, Before before) {
        const int column = indent_here();
        while (at_decoration()) {
            yaml::refuse_decoration(cursor_, tree_);
            cursor_.skip_blanks();
        }
        if (cursor_.at_line_end() || at_comment())
            return read_value_below(indent, Follows::dash, cursor_.here());
        const bool is_list = at_sign('-');
        const bool is_map = !is_list && yaml::key_colon(cursor_) != nowhere;
        // The column of what follows a tab is anybody's guess.
        if ((is_list || is_map) && before == Before::tab) return fail("tab_indentation");
        if (is_list) read_list(column);
        else if (is_map) read_map(column);
        else read_leaf(indent);
    }

    void read_list(int indent) {
        tree_.open_list(cursor_.here());
        while (ok() && indent_here() == indent && at_sign('-')) {
            const Position dash = cursor_.here();
            cursor_.step();
            read_value(indent, Follows::dash, dash);
            refuse_deeper(indent);
        }
        if (ok()) tree_.close();
    }

    void read_map(int indent) {
        tree_.open_map(cursor_.here());
        bool is_first = true;  // its column was passed by a decoration, perhaps
        while (ok() && (is_first || indent_here() == indent)) {
            is_first = false;
            read_entry(indent);
            refuse_deeper(indent);
        }
        if (ok()) tree_.close();
    }

    void refuse_deeper(int indent) {
        if (!ok() || indent_here() <= indent) return;
        report("bad_indentation");
        skip_deeper(indent);
    }

    void read_entry(int indent) {
        while (at_decoration()) {
            yaml::refuse_decoration(cursor_, tree_);
            cursor_.skip_blanks();
        }
        if (at_sign('?')) return fail("explicit_key");
        if (cursor_.is_at('{') || cursor_.is_at('[')) return fail("key_not_text");
        const std::size_t colon = at_sign('-') ? nowhere : yaml::key_colon(cursor_);
        if (colon == nowhere) {
            report(at_sign('-') ? "bad_indentation" : "missing_colon");
            return skip_deeper(indent);
        }
        const Position at = cursor_.here();
        read_key(colon);
        if (!ok()) return;
        cursor_.advance_to(colon + 1);
        read_value(indent, Follows::key, at);
    }

    void read_key(std::size_t colon) {
        if (cursor_.is_at('"') || cursor_.is_at('\'')) {
            auto key = yaml::read_quoted(cursor_, -1);
            if (!key) return fail(key.error().at, key.error().code);
            return scalar(std::move(*key));
        }
        if (cursor_.is_at('*')) tree_.report(cursor_.here(), "anchor_refused", {shortened(word_here())});
        else if (!may_begin_plain()) report("needs_quotes");
        std::string_view key = cursor_.text().substr(cursor_.offset(), colon - cursor_.offset());
        while (!key.empty() && is_blank(key.back())) key.remove_suffix(1);
        tree_.scalar(std::string(key), false, cursor_.here());
    }

    std::string_view word_here() const {
        const std::string_view rest = cursor_.text().substr(cursor_.offset());
        return rest.substr(0, rest.find_first_of(" \t\n"));
    }

    // YAML 1.2.2, 7.3.3; what has a meaning of its own in blocks has been dealt with.
    bool may_begin_plain() const {
        constexpr std::string_view signs = ",[]{}#&*!|>'\"%@`";
        return cursor_.at_line_end() || signs.find(cursor_.peek()) == nowhere;
    }

    // A scalar, or a collection in brackets.
    void read_leaf(int indent) {
        const char first = cursor_.peek();
        const Position start = cursor_.here();
        if (first == '[' || first == '{') {
            if (!yaml::read_flow(cursor_, tree_, indent)) failed_ = true;
            if (!ok()) return;
            cursor_.skip_blanks();
            if (cursor_.is_at(':')) return fail(start, "key_not_text");
            return finish_line("text_after_bracket");
        }
        if (first == '"' || first == '\'')
            return read_checked(yaml::read_quoted(cursor_, indent), "text_after_quote");
        if (first == '|' || first == '>') return read_checked(yaml::read_block(cursor_, indent), nullptr);
        if (first == '*') {
            yaml::refuse_decoration(cursor_, tree_);
            tree_.scalar("?", true, cursor_.here());
            return finish_line("syntax");
        }
        if (at_sign('?')) return fail("explicit_key");
        if (!may_begin_plain()) {
            report(first == ']' || first == '}' ? "mismatched_bracket" : "needs_quotes");
            return abandon(indent);
        }
        read_plain_text(indent);
    }

    void read_plain_text(int indent) {
        scalar(yaml::read_plain(cursor_, indent, Context::block));
        finish_line("syntax");
    }

    // `after` is the code for what may not stand behind it on its line; nullptr when it ended with its line.
    void read_checked(std::expected<yaml::Scalar, yaml::Mistake> found, const char* after) {
        if (!found) return fail(found.error().at, found.error().code);
        scalar(std::move(*found));
        if (after != nullptr) finish_line(after);
        else skip_to_content();
    }

    TextCursor cursor_;
    TreeBuilder& tree_;
    bool failed_ = false;
};

}  // namespace

void read_yaml(const SourceText& source, TreeBuilder& tree) { BlockStructure(source, tree).read(); }

}  // namespace fjorten
