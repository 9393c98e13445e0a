/** How commands are called: their options and operands, parsing, and help. */
package io.jenkins.plugins.mergeability.engine.cli.syntax;
