//! Small writes to PostgreSQL that come at the same time: while one statement is being made those of one form gather, and go
//! together in the next. A statement of several that fails leaves nothing, and each of them is then made alone.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::future::join_all;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use super::many;
use super::postgres::Connections;
use super::tx::{Sql, Write};
use crate::{Error, Result};

/// How many go together at most; however many do, they are a power of two, so that few texts are prepared.
const MOST: usize = 32;

/// How many statements are being made at the same instant: one that waits for a row doesn't hold up all the others.
const AT_ONCE: usize = 2;

/// Writes that are made together or not at all, the first of which, so many, touch one row each.
pub(super) struct Small {
    writes: Vec<Write>,
    sure: usize,
    tell: oneshot::Sender<Result<()>>,
}

impl Small {
    /// Whether one statement may make both.
    fn goes_with(&self, other: &Self) -> bool {
        let mut each = self.writes.iter().zip(&other.writes);
        self.sure == other.sure
            && self.writes.len() == other.writes.len()
            && each.all(|((one, _), (other, _))| one.text() == other.text())
    }
}

/// Asks for some, and waits until they last.
pub(super) async fn submit(queue: &mpsc::Sender<Small>, writes: Vec<Write>, sure: usize) -> Result<()> {
    let stopped = || Error::fault("what groups small writes has stopped");
    let (tell, told) = oneshot::channel();
    let small = Small { writes, sure, tell };
    queue.send(small).await.map_err(|_| stopped())?;
    told.await.map_err(|_| stopped())?
}

/// Makes what is asked for until nobody can ask any more; counts the statements.
pub(super) async fn work(pool: Connections, mut asked: mpsc::Receiver<Small>, statements: Arc<AtomicU64>) {
    let mut waiting = VecDeque::new();
    let mut under_way = JoinSet::new();
    loop {
        tokio::select! {
            small = asked.recv() => match small {
                Some(small) => waiting.push_back(small),
                None => return,
            },
            Some(_) = under_way.join_next() => {}
        }
        while let Ok(small) = asked.try_recv() {
            waiting.push_back(small);
        }
        while under_way.len() < AT_ONCE && !waiting.is_empty() {
            under_way.spawn(make(pool.clone(), next(&mut waiting), statements.clone()));
        }
    }
}

/// Makes them together. What one of them finds otherwise than it was known undoes all, and so does a deadlock with somebody else:
/// each is then made alone. A statement that can't be made is a fault, and told to all.
async fn make(pool: Connections, group: Vec<Small>, statements: Arc<AtomicU64>) {
    let made = |some: &[Small]| {
        statements.fetch_add(1, Ordering::Relaxed);
        let statement = statement(some);
        let pool = &pool;
        async move {
            let (sql, values) = statement?;
            match pool.take().await?.unless_divided(sql, values).await? {
                true => Ok(()),
                false => Err(Error::Stale),
            }
        }
    };
    let together = match group.len() {
        1 => Err(Error::Stale),
        _ => made(&group).await,
    };
    let each = group.into_iter().map(|small| async {
        let fate = match &together {
            Ok(()) => Ok(()),
            Err(fault @ Error::Internal(..)) => {
                Err(Error::internal("small writes made together", fault.to_string()))
            }
            Err(_) => made(std::slice::from_ref(&small)).await,
        };
        // Who doesn't wait any more isn't told.
        let _ = small.tell.send(fate);
    });
    join_all(each).await;
}

/// Those that go with the first that waits, a power of two of them; the others keep their order.
fn next(waiting: &mut VecDeque<Small>) -> Vec<Small> {
    let Some(first) = waiting.front() else {
        return Vec::new();
    };
    let alike: Vec<bool> = waiting.iter().map(|small| small.goes_with(first)).collect();
    let many = alike.iter().filter(|alike| **alike).count().min(MOST);
    let many = 1 << many.ilog2();
    let mut group = Vec::with_capacity(many);
    let mut rest = VecDeque::with_capacity(waiting.len());
    for (small, alike) in waiting.drain(..).zip(alike) {
        match alike && group.len() < many {
            true => group.push(small),
            false => rest.push_back(small),
        }
    }
    *waiting = rest;
    group
}

/// One statement for all of them, which are of one form.
fn statement(group: &[Small]) -> Result<Write> {
    let no = || Error::fault("writes that can't go together");
    let first = group.first().ok_or_else(no)?;
    let texts: Vec<(&str, usize)> = first
        .writes
        .iter()
        .map(|(sql, values)| (sql.text(), values.len()))
        .collect();
    let text = many::at_once(&texts, first.sure, group.len()).ok_or_else(no)?;
    let each = |at: usize| group.iter().filter_map(move |small| small.writes.get(at));
    let values = (0..texts.len()).flat_map(|at| each(at).flat_map(|(_, values)| values.iter().cloned()));
    Ok((Sql::built(text), values.collect()))
}

#[cfg(test)]
mod cases {
    use super::*;
    use crate::args;
    use crate::db::Value;

    #[test]
    fn those_of_one_form_go_together_a_power_of_two_at_a_time() {
        let small = |at: i64, other: bool| {
            let sql = if other {
                "DELETE FROM a WHERE b = $1"
            } else {
                "INSERT INTO a (b) VALUES ($1)"
            };
            Small {
                writes: vec![(Sql::literal(sql), args![at])],
                sure: 1,
                tell: oneshot::channel().0,
            }
        };
        let names = |group: Vec<Small>| -> Vec<i64> {
            let number = |small: Small| match small.writes[0].1[0] {
                Value::Int(Some(at)) => at,
                _ => -1,
            };
            group.into_iter().map(number).collect()
        };
        let mut waiting: VecDeque<Small> = (0..8).map(|at| small(at, at % 3 == 1)).collect();
        let mut groups = Vec::new();
        while !waiting.is_empty() {
            groups.push(names(next(&mut waiting)));
        }
        assert_eq!(groups, [vec![0, 2, 3, 5], vec![1, 4], vec![6], vec![7]]);
        let mut waiting: VecDeque<Small> = (0..100).map(|at| small(at, false)).collect();
        assert_eq!(next(&mut waiting).len(), MOST);
        assert_eq!(waiting.len(), 100 - MOST);
        assert!(next(&mut VecDeque::new()).is_empty());
    }
}
