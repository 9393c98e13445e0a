/** Records which jobs last ran in a working tree, so that no job uses files that were made for other inputs. */
package io.jenkins.plugins.mergeability.engine.run.tree;
