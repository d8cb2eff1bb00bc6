//! Moving parts and steps by one place, and steps to a place.

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

impl Way {
    /// As a form sends it.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "haut" => Some(Self::Up),
            "bas" => Some(Self::Down),
            _ => None,
        }
    }
}

/// Swaps an element with its neighbour; false at the end of the way or when it isn't there.
pub fn swap<T: PartialEq>(list: &mut [T], moved: &T, way: Way) -> bool {
    let Some(at) = list.iter().position(|one| one == moved) else {
        return false;
    };
    let other = match way {
        Way::Up => at.checked_sub(1),
        Way::Down => Some(at + 1).filter(|next| *next < list.len()),
    };
    match other {
        Some(other) => {
            list.swap(at, other);
            true
        }
        None => false,
    }
}

/// Moves a step by one place; from the edge of its part it goes into the next part that way.
pub fn shift<T: PartialEq + Copy>(parts: &mut [Vec<T>], moved: T, way: Way) -> bool {
    let Some(part) = parts.iter().position(|steps| steps.contains(&moved)) else {
        return false;
    };
    if let Some(steps) = parts.get_mut(part)
        && swap(steps, &moved, way)
    {
        return true;
    }
    let other = match way {
        Way::Up => part.checked_sub(1),
        Way::Down => Some(part + 1),
    };
    let Some(other) = other.filter(|other| *other < parts.len()) else {
        return false;
    };
    if let Some(steps) = parts.get_mut(part) {
        steps.retain(|one| *one != moved);
    }
    if let Some(steps) = parts.get_mut(other) {
        match way {
            Way::Up => steps.push(moved),
            Way::Down => steps.insert(0, moved),
        }
    }
    true
}

/// Puts a step at a place of a part, counted from 0 without it. False when the step or the part isn't there.
pub fn put_in<T: PartialEq + Copy>(parts: &mut [Vec<T>], moved: T, part: usize, place: usize) -> bool {
    if part >= parts.len() || !parts.iter().any(|steps| steps.contains(&moved)) {
        return false;
    }
    for steps in parts.iter_mut() {
        steps.retain(|one| *one != moved);
    }
    if let Some(steps) = parts.get_mut(part) {
        steps.insert(place.min(steps.len()), moved);
    }
    true
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_step_is_put_in_a_part() {
        type Parts<'a> = &'a [&'a [u8]];
        let before: Parts<'_> = &[&[1, 2], &[], &[3]];
        let cases: [(u8, usize, usize, Option<Parts<'_>>); 7] = [
            (1, 0, 1, Some(&[&[2, 1], &[], &[3]])),
            (1, 1, 0, Some(&[&[2], &[1], &[3]])),
            (1, 2, 0, Some(&[&[2], &[], &[1, 3]])),
            (1, 2, 9, Some(&[&[2], &[], &[3, 1]])),
            (3, 0, 1, Some(&[&[1, 3, 2], &[], &[]])),
            (1, 3, 0, None),
            (9, 0, 0, None),
        ];
        for (moved, part, place, after) in cases {
            let mut parts: Vec<Vec<u8>> = before.iter().map(|part| part.to_vec()).collect();
            assert_eq!(
                put_in(&mut parts, moved, part, place),
                after.is_some(),
                "{moved} {part}"
            );
            let expected: Vec<_> = after.unwrap_or(before).iter().map(|part| part.to_vec()).collect();
            assert_eq!(parts, expected, "{moved} in {part} at {place}");
        }
    }

    #[test]
    fn a_step_moves_by_one_place_and_across_parts() {
        type Parts<'a> = &'a [&'a [u8]];
        let cases: &[(Parts<'_>, u8, Way, Option<Parts<'_>>)] = &[
            (&[&[1, 2], &[3]], 2, Way::Up, Some(&[&[2, 1], &[3]])),
            (&[&[1, 2], &[3]], 1, Way::Down, Some(&[&[2, 1], &[3]])),
            (&[&[1, 2], &[3]], 2, Way::Down, Some(&[&[1], &[2, 3]])),
            (&[&[1, 2], &[3]], 3, Way::Up, Some(&[&[1, 2, 3], &[]])),
            (&[&[], &[3]], 3, Way::Up, Some(&[&[3], &[]])),
            (&[&[1, 2], &[3]], 1, Way::Up, None),
            (&[&[1, 2], &[3]], 3, Way::Down, None),
            (&[&[1, 2], &[3]], 9, Way::Down, None),
        ];
        for (before, moved, way, after) in cases {
            let mut parts: Vec<Vec<u8>> = before.iter().map(|part| part.to_vec()).collect();
            assert_eq!(
                shift(&mut parts, *moved, *way),
                after.is_some(),
                "{before:?} {moved}"
            );
            let expected = after.unwrap_or(before);
            assert_eq!(
                parts,
                expected.iter().map(|part| part.to_vec()).collect::<Vec<_>>()
            );
        }
    }
}
