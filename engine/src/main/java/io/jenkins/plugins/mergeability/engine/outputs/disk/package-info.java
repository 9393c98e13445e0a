/** Files of a working tree as the system has them: their names, whatever their bytes, their attributes and contents. */
package io.jenkins.plugins.mergeability.engine.outputs.disk;
