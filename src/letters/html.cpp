#include "letters/html.h"

#include "base/assert.h"

namespace fjorten::letters {

namespace {

using markup::all;
using markup::Attribute;
using markup::Attributes;
using markup::element;
using markup::Html;

enum class Links { all, outside_site };

class Writer {
  public:
    explicit Writer(Links links) : links_(links) {}

    Html write(const Paper& paper) const {
        Html blocks;
        for (const Block& block : paper.blocks)
            blocks += std::visit([this](const auto& one) { return write_block(one); }, block);
        Html head = paper.sender.empty() ? Html{} : element("p", {{"class", "paper-sender"}}, paper.sender);
        if (!paper.to.empty()) head += element("p", {{"class", "paper-to"}}, lines(paper.to));
        if (!paper.head.empty()) head += fields(paper.head);
        Html footer;
        if (!paper.footer.empty()) footer = element("p", {{"class", "paper-footer"}}, paper.footer);
        return element("article", {{"class", "paper"}, {"lang", std::string(code_of(paper.language))}}, head,
                       element("h1", {}, paper.title), blocks, footer);
    }

  private:
    static Html lines(const std::vector<std::string>& all_lines) {
        Html out;
        for (const std::string& line : all_lines) {
            if (!out.empty()) out += element("br", {});
            out += line;
        }
        return out;
    }

    static Html fields(const std::vector<Field>& head) {
        Html out;
        for (const Field& field : head)
            out += element("div", {}, element("dt", {}, field.label), element("dd", {}, field.value));
        return element("dl", {{"class", "paper-head"}}, out);
    }

    static Html broken(const std::string& text) {
        Html out;
        std::size_t from = 0;
        for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', from)) {
            out += all(text.substr(from, at - from), element("br", {}));
            from = at + 1;
        }
        return all(out, text.substr(from));
    }

    // What a letter holds may come from anywhere: only these lead somewhere.
    bool is_followed(const std::string& link) const {
        if (link.starts_with("/") && !link.starts_with("//")) return links_ == Links::all;
        return link.starts_with("#") || link.starts_with("https://") || link.starts_with("mailto:");
    }

    Html text(const Text& runs) const {
        Html out;
        for (const Run& run : runs) {
            Html words = broken(run.text);
            if (run.emphasis == Emphasis::strong) words = element("strong", {}, words);
            if (run.emphasis == Emphasis::quiet) words = element("span", {{"class", "paper-quiet"}}, words);
            out += is_followed(run.link) ? element("a", {{"href", run.link}}, words) : words;
        }
        return out;
    }

    Html write_block(const Heading& heading) const {
        const Attributes id = {Attribute::unless_empty("id", heading.anchor)};
        if (heading.level == 2) return element("h2", id, heading.text);
        return heading.level == 3 ? element("h3", id, heading.text) : element("h4", id, heading.text);
    }

    Html write_block(const Paragraph& paragraph) const {
        const char* name = paragraph.role == Role::lead     ? "font-lead"
                           : paragraph.role == Role::source ? "paper-source"
                                                            : "";
        return element("p", {Attribute::unless_empty("class", name)}, text(paragraph.text));
    }

    Html write_block(const List& list) const {
        Html items;
        for (const Text& item : list.items) items += element("li", {}, text(item));
        return list.marks == Marks::numbers ? element("ol", {}, items) : element("ul", {}, items);
    }

    Html write_block(const Table& table) const {
        Html columns, rows;
        for (const std::string& column : table.columns) columns += element("th", {{"scope", "col"}}, column);
        for (const std::vector<Text>& row : table.rows) {
            FJ_ASSERT(row.size() == table.columns.size());
            Html cells;
            for (std::size_t i = 0; i < row.size(); ++i) {
                cells += i == 0 ? element("th", {{"scope", "row"}}, text(row[i]))
                                : element("td", {{"data-title", table.columns[i]}}, text(row[i]));
            }
            rows += element("tr", {}, cells);
        }
        Html caption;
        if (!table.caption.empty()) caption = element("caption", {}, table.caption);
        return element("div", {{"class", "table-frame"}},
                       element("table", {{"class", "table table--compact rows-become-blocks"}}, caption,
                               element("thead", {}, element("tr", {}, columns)), element("tbody", {}, rows)));
    }

    Html write_block(const Note& note) const {
        const char* tone = note.tone == Tone::doubt     ? "paper-note paper-doubt"
                           : note.tone == Tone::missing ? "paper-note paper-missing"
                                                        : "paper-note";
        Html inside;
        if (!note.title.empty())
            inside = element("p", {{"class", "paper-note-title"}}, element("strong", {}, note.title));
        for (const Text& one : note.paragraphs) inside += element("p", {}, text(one));
        return element("div", {{"class", tone}}, inside);
    }

    // A path of one rectangle for each stretch of dark modules.
    Html write_block(const Code& code) const { return to_html(code); }

    Links links_;
};

constexpr const char* styles =
    "body{font:1.05rem/1.55 'Liberation Sans',Arial,sans-serif;color:#1a1a1a;max-width:44rem;margin:2rem "
    "auto;"
    "padding:0 1rem}h1{font-size:1.9rem;line-height:1.2}h2{font-size:1.4rem;margin-top:2.2rem}"
    "h3{font-size:1.1rem;margin-bottom:.3rem}.font-lead{font-size:1.2rem}.paper-source,.paper-quiet{color:#"
    "555}"
    ".paper-source{font-size:.85rem}.paper-sender{font-weight:bold}.paper-head div{display:flex;gap:1rem}"
    ".paper-head dt{min-width:10rem}.paper-head dd{margin:0}.paper-note{border-left:4px solid #747474;"
    "padding:.1rem 1rem;background:#f5f5f5;margin:1rem 0}.paper-doubt{border-color:#b86b00}"
    ".paper-missing{border-color:#a81e1e}table{border-collapse:collapse;width:100%}"
    "caption{text-align:left;font-weight:bold}th,td{border-bottom:1px solid #bbb;padding:.35rem .6rem .35rem "
    "0;"
    "text-align:left;vertical-align:top;font-weight:normal}thead th{font-weight:bold}"
    ".paper-footer{border-top:1px solid #bbb;margin-top:2rem;padding-top:.5rem;font-size:.85rem;color:#555}";

}  // namespace

Html to_html(const Paper& paper) { return Writer(Links::all).write(paper); }

std::string to_html_file(const Paper& paper) {
    return markup::document_text(element(
        "html", {{"lang", std::string(code_of(paper.language))}},
        element("head", {}, element("meta", {{"charset", "utf-8"}}),
                element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
                element("title", {}, paper.title), markup::style_sheet(styles)),
        element("body", {}, Writer(Links::outside_site).write(paper))));
}

Html to_html(const Code& code) {
    std::string path;
    for (std::size_t row = 0; row < code.rows.size(); ++row) {
        const std::string& modules = code.rows[row];
        for (std::size_t at = 0; at < modules.size(); ++at) {
            if (modules[at] != '1') continue;
            const std::size_t end = std::min(modules.find('0', at), modules.size());
            path += "M" + std::to_string(at + 4) + " " + std::to_string(row + 4) + "h" +
                    std::to_string(end - at) + "v1H" + std::to_string(at + 4) + "z";
            at = end;
        }
    }
    const std::string size = std::to_string(code.rows.size() + 8);
    return element("svg",
                   {{"class", "paper-code"},
                    {"role", "img"},
                    {"aria-label", code.says},
                    {"width", "280"},
                    {"height", "280"},
                    {"viewBox", "0 0 " + size + " " + size}},
                   element("path", {{"d", path}}));
}

}  // namespace fjorten::letters
