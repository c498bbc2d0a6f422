// Wiring: what a process gets from its surroundings, handed to the rooms that do the work.
#pragma once

namespace fjorten::app {

/// Runs the command line of this process and returns its exit code.
int run(int argc, char** argv);

}  // namespace fjorten::app
