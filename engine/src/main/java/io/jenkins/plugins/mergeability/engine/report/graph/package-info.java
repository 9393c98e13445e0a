/** Component maps and plans as pictures: laid out once, written as Mermaid, Graphviz and SVG. */
package io.jenkins.plugins.mergeability.engine.report.graph;
