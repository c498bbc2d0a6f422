#include "letters/pdf_decoration.h"

#include <gtest/gtest.h>

namespace fjorten::letters::pdf {
namespace {

TEST(PdfDecoration, MarksWhatBelongsToNoStructure) {
    EXPECT_EQ(mark_decoration("q\n0 g BT\n/f 1 Tf (a\\)BT) Tj ET\nQ"),
              "q\n0 g /Artifact BMC\nBT\n/f 1 Tf (a\\)BT) Tj ET\nEMC\nQ");
    EXPECT_EQ(mark_decoration("1 2 3 4 re f\n5 6 m 7 8 l S"),
              "/Artifact BMC\n1 2 3 4 re f\nEMC\n/Artifact BMC\n5 6 m 7 8 l S\nEMC");
}

TEST(PdfDecoration, LeavesWhatHasAPlaceInTheStructure) {
    const char* const marked =
        "/P << /MCID 0 >> BDC\nBT [<0041>-5(x)]TJ ET\n1 2 3 4 re f\nEMC\nq 1 0 0 1 0 0 cm Q";
    EXPECT_EQ(mark_decoration(marked), marked);
    EXPECT_EQ(mark_decoration(""), "");
}

}  // namespace
}  // namespace fjorten::letters::pdf
