#include "base/yaml_flow.h"

#include <optional>
#include <vector>

#include "base/yaml_scalars.h"

namespace fjorten::yaml {

namespace {

class FlowReader {
  public:
    FlowReader(TextCursor& cursor, TreeBuilder& tree, int indent)
        : cursor_(cursor), tree_(tree), indent_(indent) {}

    // Recursion ends where the tree refuses to grow deeper.
    bool read_collection() {
        const Position start = cursor_.here();
        const bool is_map = cursor_.is_at('{');
        const char closer = is_map ? '}' : ']';
        open_.push_back(start);
        cursor_.step();
        if (is_map) tree_.open_map(start);
        else tree_.open_list(start);
        while (!tree_.must_stop()) {
            if (!skip()) return false;
            if (cursor_.is_at(closer)) break;
            if (cursor_.is_at(']') || cursor_.is_at('}')) return fail("mismatched_bracket");
            if (cursor_.is_at(',')) return fail("extra_comma");
            if (!(is_map ? read_map_entry() : read_list_entry()) || !skip()) return false;
            if (cursor_.is_at(',')) cursor_.step();
            else if (!cursor_.is_at(']') && !cursor_.is_at('}')) return fail("missing_comma");
        }
        if (tree_.must_stop()) return false;
        cursor_.step();
        tree_.close();
        open_.pop_back();
        return true;
    }

  private:
    bool fail(const char* code) { return fail_at(cursor_.here(), code); }
    bool fail_at(Position at, std::string code) {
        tree_.report(at, std::move(code));
        return false;
    }

    // Skips blanks, breaks and comments. False at the end of the document, where the bracket is still open.
    bool skip() {
        bool is_new_line = false;
        while (true) {
            cursor_.skip_blanks();
            if (cursor_.is_at('#') && is_blank_or_end(cursor_.before()))
                cursor_.advance_to(cursor_.line_end());
            if (!cursor_.is_at('\n')) break;
            cursor_.step();
            is_new_line = true;
        }
        const bool is_outside = is_new_line && cursor_.here().column - 1 <= indent_ && looks_like_block();
        if (cursor_.at_end() || is_outside || is_at_marker(cursor_))
            return fail_at(open_.back(), "unclosed_bracket");
        return true;
    }

    // The standard wants every line in brackets further right than what they belong to; many authors do not.
    // Only a line that reads like the next key or list item shows that the closing bracket was forgotten.
    bool looks_like_block() const {
        const bool is_item = cursor_.is_at('-') && is_blank_or_end(cursor_.peek(1));
        return is_item || key_colon(cursor_) != std::string_view::npos;
    }

    bool is_at_collection() const { return cursor_.is_at('[') || cursor_.is_at('{'); }

    // Behind a quoted key the colon may touch its value, as in JSON.
    bool is_at_colon(const Scalar& key) const {
        const char next = cursor_.peek(1);
        return cursor_.is_at(':') && (key.quoted || is_blank_or_end(next) || is_flow_sign(next));
    }

    // `[a: 1]` is a list with one map in it.
    bool read_list_entry() {
        const Position start = cursor_.here();
        if (is_at_collection()) {
            if (!read_collection() || !skip()) return false;
            return !cursor_.is_at(':') || fail_at(start, "key_not_text");
        }
        auto scalar = read_scalar();
        if (!scalar) return false;
        cursor_.skip_blanks();
        if (!is_at_colon(*scalar)) {
            tree_.scalar(std::move(scalar->text), scalar->quoted, scalar->at);
            return true;
        }
        const Position key = scalar->at;
        tree_.open_map(key);
        if (!read_pair(std::move(*scalar))) return false;
        tree_.close();
        return !tree_.must_stop();
    }

    bool read_map_entry() {
        if (is_at_collection()) return fail("key_not_text");
        auto key = read_scalar();
        if (!key || !skip()) return false;
        if (is_at_colon(*key)) return read_pair(std::move(*key));
        const Position at = key->at;
        tree_.scalar(std::move(key->text), key->quoted, at);
        tree_.scalar({}, false, at);
        return true;
    }

    // The cursor is at the colon.
    bool read_pair(Scalar key) {
        // Two lines of plain text before a colon: the comma after the first line was forgotten.
        if (key.many_lines) return fail_at(key.at, "missing_comma");
        const Position at = key.at;
        tree_.scalar(std::move(key.text), key.quoted, at);
        cursor_.step();
        if (!skip()) return false;
        if (cursor_.is_at(',') || cursor_.is_at(']') || cursor_.is_at('}')) {
            tree_.scalar({}, false, at);
            return true;
        }
        if (is_at_collection()) return read_collection();
        auto value = read_scalar();
        if (!value) return false;
        tree_.scalar(std::move(value->text), value->quoted, value->at);
        return true;
    }

    std::optional<Scalar> read_scalar() {
        const Position start = cursor_.here();
        const bool is_alias = cursor_.is_at('*');
        if (is_alias || cursor_.is_at('&') || cursor_.is_at('!')) {
            refuse_decoration(cursor_, tree_);
            if (is_alias || !skip() || is_flow_sign(cursor_.peek())) return Scalar{"?", true, start, false};
            return read_scalar();
        }
        if (cursor_.is_at('"') || cursor_.is_at('\'')) {
            auto scalar = read_quoted(cursor_, indent_);
            if (scalar) return std::move(*scalar);
            fail_at(scalar.error().at, scalar.error().code);
            return std::nullopt;
        }
        const char first = cursor_.peek();
        const char next = cursor_.peek(1);
        const bool is_alone = is_blank_or_end(next) || is_flow_sign(next);
        constexpr std::string_view never_first = "|>@`%#";
        if (never_first.find(first) != std::string_view::npos || (first == '-' && is_alone))
            fail("needs_quotes");
        else if (first == '?' && is_alone) fail("explicit_key");
        else return read_plain(cursor_, indent_, Context::flow);
        return std::nullopt;
    }

    TextCursor& cursor_;
    TreeBuilder& tree_;
    int indent_;
    std::vector<Position> open_;
};

}  // namespace

bool read_flow(TextCursor& cursor, TreeBuilder& tree, int indent) {
    return FlowReader(cursor, tree, indent).read_collection();
}

void refuse_decoration(TextCursor& cursor, TreeBuilder& tree) {
    const Position at = cursor.here();
    const bool is_tag = cursor.is_at('!');
    const std::size_t begin = cursor.offset();
    while (!is_blank_or_end(cursor.peek()) && !is_flow_sign(cursor.peek())) cursor.step();
    const std::string_view written = cursor.text().substr(begin, cursor.offset() - begin);
    tree.report(at, is_tag ? "tag_refused" : "anchor_refused", {shortened(written)});
}

}  // namespace fjorten::yaml
