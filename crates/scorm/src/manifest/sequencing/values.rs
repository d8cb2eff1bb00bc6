//! The values of attributes: what can't be read is replaced by its default, and said.

use std::ops::RangeInclusive;

use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};

use super::Remark;
use crate::manifest::element::Element;

/// A token of a vocabulary. The kept plan writes its tokens as the manifest does.
pub(super) fn token<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(StrDeserializer::<Error>::new(text)).ok()
}

/// A token of an attribute.
pub(super) fn choice<T: DeserializeOwned>(
    element: &Element,
    name: &'static str,
    default: T,
    remarks: &mut Vec<Remark>,
) -> T {
    let value = element.value(name);
    value
        .and_then(|value| or_say(token(value), name, value, remarks))
        .unwrap_or(default)
}

/// `xs:boolean`, in any case: authors write `True` too.
pub(in crate::manifest) fn boolean(
    element: &Element,
    name: &'static str,
    default: bool,
    remarks: &mut Vec<Remark>,
) -> bool {
    let Some(value) = element.value(name) else {
        return default;
    };
    let read = match value.to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    };
    or_say(read, name, value, remarks).unwrap_or(default)
}

/// `xs:nonNegativeInteger`; what passes the largest that is kept is that one.
pub(super) fn count(element: &Element, name: &'static str, remarks: &mut Vec<Remark>) -> Option<u32> {
    let value = element.value(name)?;
    let digits = value.strip_prefix('+').unwrap_or(value);
    let read = if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        Some(digits.parse().unwrap_or(u32::MAX))
    } else {
        None
    };
    or_say(read, name, value, remarks)
}

/// A decimal of an attribute.
pub(super) fn decimal(
    element: &Element,
    name: &'static str,
    bounds: RangeInclusive<f64>,
    default: f64,
    remarks: &mut Vec<Remark>,
) -> f64 {
    let value = element.value(name);
    value
        .and_then(|value| number(value, name, bounds, remarks))
        .unwrap_or(default)
}

/// A decimal, brought to the nearest bound when it is outside.
pub(super) fn number(
    value: &str,
    name: &'static str,
    bounds: RangeInclusive<f64>,
    remarks: &mut Vec<Remark>,
) -> Option<f64> {
    let read = value.parse::<f64>().ok().filter(|number| number.is_finite());
    let number = or_say(read, name, value, remarks)?;
    if !bounds.contains(&number) {
        remarks.push(Remark::Bounds {
            name,
            value: value.to_owned(),
        });
    }
    Some(number.clamp(*bounds.start(), *bounds.end()))
}

/// What was read; when nothing was, it is said.
pub(super) fn or_say<T>(
    read: Option<T>,
    name: &'static str,
    value: &str,
    remarks: &mut Vec<Remark>,
) -> Option<T> {
    if read.is_none() {
        remarks.push(Remark::Value {
            name,
            value: value.to_owned(),
        });
    }
    read
}
