// A paper as HTML.
#pragma once
#include <string>

#include "letters/paper.h"
#include "markup/html.h"

namespace fjorten::letters {

/// Everything of the paper, its title as <h1>, to stand inside a page. The classes begin with "paper".
markup::Html to_html(const Paper& paper);

/// A code on its own, with its words for those who do not see it.
markup::Html to_html(const Code& code);

/// A whole file that looks right without the site: its few styles stand in it, links to the site are left
/// out.
std::string to_html_file(const Paper& paper);

}  // namespace fjorten::letters
