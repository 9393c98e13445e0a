/** The command line: one class for each command, arguments in, text and an exit code out. */
package io.jenkins.plugins.mergeability.engine.cli;
