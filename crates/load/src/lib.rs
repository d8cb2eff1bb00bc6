//! What measures the platform and tries to break it: reference data, a load generator, the benchmark, the kill −9 drill.
//! It opens stores with the platform's own code while no server runs on them, then speaks to the real binary over HTTP.

pub mod bench;
pub mod data;
pub mod drill;
pub mod ground;
pub mod http;
pub mod server;
pub mod stopwatch;
pub mod summary;
pub mod visits;
