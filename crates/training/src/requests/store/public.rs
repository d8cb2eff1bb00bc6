//! What the public form keeps.
