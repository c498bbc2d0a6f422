#include "markup/html.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace fjorten::markup {
namespace {

TEST(Html, TextIsEscapedWhereverItStands) {
    const Html built = element("p", {{"title", "\"><script>"}}, "<b>&'", element("br", {}));
    EXPECT_EQ(built.text(), "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;<br></p>");
}

TEST(Html, FlagsAndEmptyAttributesAreLeftOut) {
    EXPECT_EQ(element("input", {Attribute::flag("checked", true), Attribute::flag("disabled", false),
                                Attribute::unless_empty("id", ""), Attribute::unless_empty("name", "a")})
                  .text(),
              "<input checked name=\"a\">");
}

TEST(Html, TheDocumentBeginsWithItsType) {
    EXPECT_EQ(document_text(element("html", {}, "x")), "<!doctype html>\n<html>x</html>\n");
}

RC_GTEST_PROP(Html, NoTextBecomesMarkup, (const std::string& text)) {
    const std::string built = element("p", {{"title", text}}, text).text();
    const std::string attribute = built.substr(10, built.find('"', 10) - 10);
    const std::size_t open = built.find('>') + 1;
    const std::string content = built.substr(open, built.rfind("</p>") - open);
    RC_ASSERT(content.find_first_of("<>\"'") == std::string::npos);
    RC_ASSERT(attribute == content);
}

}  // namespace
}  // namespace fjorten::markup
