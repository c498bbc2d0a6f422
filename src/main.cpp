#include "app/app.h"

int main(int argc, char** argv) { return fjorten::app::run(argc, argv); }
