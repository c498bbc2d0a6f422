#include "base/yaml_reader.h"

#include <algorithm>
#include <array>
#include <memory>

#include <libfyaml.h>

#include "base/assert.h"
#include "base/utf8.h"
#include "base/yaml_complaint.h"

namespace fjorten {

namespace {

struct DestroyDiag {
    void operator()(fy_diag* diag) const { fy_diag_destroy(diag); }
};
struct DestroyParser {
    void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};
struct DestroyIterator {
    void operator()(fy_token_iter* iterator) const { fy_token_iter_destroy(iterator); }
};
using TextIterator = std::unique_ptr<fy_token_iter, DestroyIterator>;
using Diag = std::unique_ptr<fy_diag, DestroyDiag>;

// Events go back to their parser.
struct FreeEvent {
    fy_parser* parser = nullptr;
    void operator()(fy_event* event) const { fy_parser_event_free(parser, event); }
};
using Event = std::unique_ptr<fy_event, FreeEvent>;

Diag silent_diag() {
    fy_diag_cfg config;
    fy_diag_cfg_default(&config);
    config.fp = nullptr;
    config.output_fn = [](fy_diag*, void*, const char*, std::size_t) {};
    config.colorize = false;
    Diag diag(fy_diag_create(&config));
    FJ_ASSERT(diag);
    fy_diag_set_collect_errors(diag.get(), true);
    return diag;
}

// Not fy_token_get_text: 0.7.12 sets aside too little room when '' stands before a letter such as æ in single
// quotes, and gives back a torn text. Empty when the library cannot produce the text at all.
std::optional<std::string> text_of(fy_token* token) {
    const TextIterator iterator(fy_token_iter_create(token));
    if (!iterator) return std::nullopt;
    std::string text;
    int error = 0;
    const fy_iter_chunk* chunk = nullptr;
    while ((chunk = fy_token_iter_chunk_next(iterator.get(), chunk, &error)) != nullptr)
        text.append(chunk->str, chunk->len);
    if (error != 0) return std::nullopt;
    return text;
}

Position position_of(const fy_mark& mark) { return {mark.line + 1, mark.column + 1}; }

class YamlReader {
  public:
    YamlReader(const SourceText& source, TreeBuilder& tree)
        : source_(source), tree_(tree), diag_(silent_diag()) {
        // Sloppy flow indentation: a closing bracket may stand under the key that its opening bracket follows,
        // which the standard forbids and everybody writes. Depth and duplicate keys are the tree's to judge.
        fy_parse_cfg config{};
        config.flags = static_cast<fy_parse_cfg_flags>(
            unsigned{FYPCF_QUIET} | unsigned{FYPCF_COLLECT_DIAG} | unsigned{FYPCF_DEFAULT_VERSION_1_2} |
            unsigned{FYPCF_JSON_NONE} | unsigned{FYPCF_DISABLE_DEPTH_LIMIT} |
            unsigned{FYPCF_SLOPPY_FLOW_INDENTATION});
        config.diag = diag_.get();
        parser_.reset(fy_parser_create(&config));
        FJ_ASSERT(parser_);
    }

    void read() {
        const std::string_view text = source_.text();
        if (fy_parser_set_string(parser_.get(), text.data(), text.size()) != 0) return tree_.report({}, "syntax");
        while (!tree_.must_stop() && !several_documents_) {
            const Event event(fy_parser_parse(parser_.get()), FreeEvent{parser_.get()});
            if (!event) break;
            take(event.get());
        }
        if (!tree_.must_stop() && fy_parser_get_stream_error(parser_.get())) report_syntax();
    }

  private:
    void take(fy_event* event) {
        const fy_mark* const mark = fy_event_start_mark(event);
        if (mark != nullptr) last_ = source_.within(position_of(*mark));
        switch (event->type) {
            case FYET_DOCUMENT_START: start_document(event); break;
            case FYET_SEQUENCE_START:
            case FYET_MAPPING_START: start_collection(event); break;
            case FYET_SEQUENCE_END:
            case FYET_MAPPING_END:
                flow_brackets_.pop_back();
                tree_.close();
                break;
            case FYET_SCALAR: take_scalar(event); break;
            case FYET_ALIAS:
                refuse(event->alias.anchor, "anchor_refused");
                // Holds the place of what the alias stands for; there is no tree after a report.
                tree_.scalar("*", true, last_);
                break;
            default: break;
        }
        if (const fy_mark* const end = fy_event_end_mark(event)) end_of_last_ = end->input_pos;
    }

    void start_document(fy_event* event) {
        if (++documents_ > 1) {
            several_documents_ = true;
            return tree_.report(last_, "several_documents");
        }
        const fy_document_state* const state = event->document_start.document_state;
        const fy_version* const version = fy_document_start_event_version(event);
        if (version != nullptr && (version->major != 1 || version->minor != 2)) tree_.report({}, "yaml_version");
        if (fy_document_state_tags_explicit(const_cast<fy_document_state*>(state)))
            tree_.report({}, "tag_refused", {"%TAG"});
    }

    void start_collection(fy_event* event) {
        refuse_decorations(event);
        const bool is_flow = fy_event_get_node_style(event) == FYNS_FLOW;
        flow_brackets_.push_back(is_flow ? std::optional(last_) : std::nullopt);
        if (event->type == FYET_MAPPING_START) tree_.open_map(last_);
        else tree_.open_list(last_);
    }

    void take_scalar(fy_event* event) {
        refuse_decorations(event);
        fy_token* const token = event->scalar.value;
        const fy_mark* const mark = fy_event_start_mark(event);
        if (token == nullptr || mark == nullptr) return tree_.scalar({}, false, place_of_nothing());
        const fy_scalar_style style = fy_token_scalar_style(token);
        const fy_mark* const end = fy_event_end_mark(event);
        const bool is_plain = style == FYSS_PLAIN;
        const bool is_one_line = end != nullptr && end->line == mark->line;
        const bool is_broken_key = tree_.expects_key() && is_plain && is_in_brackets() && !is_one_line;
        // YAML 1.2.2, 7.4: a key in brackets stays on one line. libfyaml lets `{a: 1, b` newline `c: 2}` pass.
        if (is_broken_key) tree_.report(last_, "missing_comma");
        // Almost all scalars; what stands there is the text, and cutting it out is twice as fast.
        auto text = is_plain && is_one_line
                        ? std::optional(std::string(source_.text().substr(
                              mark->input_pos, end->input_pos - mark->input_pos)))
                        : text_of(token);
        if (!text || !utf8::is_valid(*text)) {
            tree_.report(beginning_of(style), "syntax");
            text = "?";  // holds the place; there is no tree after a report
        }
        tree_.scalar(std::move(*text), !is_plain, beginning_of(style));
    }

    bool is_in_brackets() const { return !flow_brackets_.empty() && flow_brackets_.back().has_value(); }

    // libfyaml places a quoted text behind its opening quote, and a block scalar in column 1 of its first line.
    Position beginning_of(fy_scalar_style style) const {
        Position at = last_;
        if (style == FYSS_LITERAL || style == FYSS_FOLDED) {
            const std::size_t first = source_.line(at.line).find_first_not_of(' ');
            if (first != std::string_view::npos) at.column = static_cast<int>(first) + 1;
        } else if (style != FYSS_PLAIN && at.column > 1) {
            --at.column;
        }
        return at;
    }

    // A value that is not there is shown where its key is, an empty list item where its dash is.
    Position place_of_nothing() {
        if (const auto key = tree_.pending_key()) return *key;
        const std::string_view text = source_.text();
        std::size_t at = std::min(end_of_last_, text.size());
        while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '#')) {
            at = text[at] == '#' ? std::min(text.find('\n', at), text.size()) : at + 1;
        }
        if (at == text.size() || text[at] != '-') return last_;
        end_of_last_ = at + 1;  // the next empty item has the next dash
        return source_.position_of(at);
    }

    void refuse_decorations(fy_event* event) {
        refuse(fy_event_get_anchor_token(event), "anchor_refused");
        refuse(fy_event_get_tag_token(event), "tag_refused");
    }

    // Shown as the author wrote it, with its &, * or !. libfyaml places anchors and aliases behind that sign.
    void refuse(fy_token* token, const char* code) {
        const fy_mark* const mark = token != nullptr ? fy_token_start_mark(token) : nullptr;
        if (mark == nullptr) return;
        Position at = position_of(*mark);
        std::size_t begin = source_.offset_of(at);
        constexpr std::string_view signs = "&*!";
        const std::string_view text = source_.text();
        const bool has_sign = begin < text.size() && signs.find(text[begin]) != std::string_view::npos;
        if (!has_sign && at.column > 1) {
            --at.column;
            begin = source_.offset_of(at);
        }
        const std::size_t end = std::min(text.find_first_of(" \t\n,]}", begin), text.size());
        tree_.report(at, code, {shortened(text.substr(begin, end - begin))});
    }

    void report_syntax() {
        const auto bracket = std::find_if(flow_brackets_.rbegin(), flow_brackets_.rend(),
                                          [](const auto& place) { return place.has_value(); });
        const std::optional<Position> open_bracket = bracket == flow_brackets_.rend() ? std::nullopt : *bracket;
        void* cursor = nullptr;
        while (const fy_diag_error* const error = fy_diag_errors_iterate(diag_.get(), &cursor)) {
            if (error->type < FYET_ERROR) continue;
            const Complaint complaint = complaint_about(source_, error->msg, {error->line, error->column},
                                                        open_bracket);
            // The rest are consequences of the first.
            return tree_.report(complaint.at, complaint.code, complaint.args);
        }
        tree_.report(last_, "syntax");
    }

    const SourceText& source_;
    TreeBuilder& tree_;
    Diag diag_;
    std::unique_ptr<fy_parser, DestroyParser> parser_;
    std::vector<std::optional<Position>> flow_brackets_;  // one per open collection, empty for block style
    Position last_;
    std::size_t end_of_last_ = 0;
    int documents_ = 0;
    bool several_documents_ = false;
};

}  // namespace

void read_yaml(const SourceText& source, TreeBuilder& tree) { YamlReader(source, tree).read(); }

}  // namespace fjorten
